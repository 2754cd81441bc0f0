"""Files that people bring: tables of text, scans, held against what they may be."""
