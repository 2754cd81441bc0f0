"""An index for every sort of the list of orders, holding what search and filter ask of it too."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BEFORE: tuple[tuple[str, ...], ...] = (
    ("shelf", "recency"),
    ("shelf", "client_sort", "recency"),
    ("shelf", "amount_sort", "recency"),
    ("shelf", "number", "revision"),
)
NOW: tuple[tuple[str, ...], ...] = (
    ("shelf", "recency", "state_rank"),
    ("shelf", "client_sort", "recency", "state_rank"),
    ("shelf", "amount_sort", "recency", "state_rank"),
    ("shelf", "number", "revision", "recency", "state_rank"),
    ("shelf", "valid_sort", "recency", "state_rank"),
    ("shelf", "problems", "recency", "state_rank"),
)


def upgrade() -> None:
    """Add the day that offers are sorted by, the first of all days for those that state none; then replace
    the indexes."""
    op.add_column("orders", sa.Column("valid_sort", sa.Date, nullable=False, server_default="0001-01-01"))
    op.execute("UPDATE orders SET valid_sort = offer_valid_until WHERE offer_valid_until IS NOT NULL")
    for columns in BEFORE:
        op.drop_index(_name(columns), "orders")
    for columns in NOW:
        op.create_index(_name(columns), "orders", columns)


def _name(columns: tuple[str, ...]) -> str:
    return f"ix_orders_{'_'.join(columns)}"
