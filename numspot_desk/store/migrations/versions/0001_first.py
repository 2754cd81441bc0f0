"""The first tables: what a workspace held when the program was first given to people.

New stores are made from the metadata and start here; there is nothing older to bring up to date.
"""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing: no store is older than this revision."""
