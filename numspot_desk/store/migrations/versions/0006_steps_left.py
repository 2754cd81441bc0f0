"""The steps of an order that the person has been to and left."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; orders kept before start with none left, as they always did."""
    op.add_column("order_documents", sa.Column("steps_left", sa.Text, nullable=False, server_default=""))
