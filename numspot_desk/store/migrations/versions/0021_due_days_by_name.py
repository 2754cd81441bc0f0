"""What falls due is found by what it is called, too: certificates near their end, whatever else is due."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_due_days_name", "due_days", ["rule", "step", "day"])
