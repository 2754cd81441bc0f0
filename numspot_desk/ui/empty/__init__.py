"""Pages that later work fills: each says in one sentence what will be there."""
