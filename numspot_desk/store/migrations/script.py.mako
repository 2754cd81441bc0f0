"""${message}

What changes for a store that holds orders already, and what happens to their rows.
"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to revision ${up_revision}. There is no way back but the backup."""
    ${upgrades if upgrades else "pass"}
