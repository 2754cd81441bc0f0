"""One index that holds what the register is sorted and narrowed by, in place of the one on clauses."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the index; no row changes."""
    op.drop_index("ix_departures_target_order_id", "departures")
    op.create_index(
        "ix_departures_listed",
        "departures",
        [
            "superseded",
            "discount",
            "target",
            "subject",
            "rung",
            "approved_by",
            "order_id",
            "position",
            "clause_id",
        ],
    )
