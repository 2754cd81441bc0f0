"""Files out and in: Word, mail drafts, PDF. Content is made below, in `contracts.content`; here it
becomes bytes."""
