"""The calculators: what each asks, what was typed read as facts, the answer told, kept and handed over."""
