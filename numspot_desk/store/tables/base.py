"""What every table is declared with: the metadata that names each constraint, and the columns they share."""

from collections.abc import Iterable

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    MetaData,
    String,
    Table,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def row_id(name: str = "id", *, primary_key: bool = True) -> Column[str]:
    """The key of a row: a UUID in text."""
    return Column(name, String(36), primary_key=primary_key, nullable=False)


def order_id(*, primary_key: bool, ondelete: str | None = None) -> Column[str]:
    """The order that a row belongs to."""
    target = ForeignKey("orders.id", ondelete=ondelete)
    return Column("order_id", String(36), target, primary_key=primary_key, nullable=False)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that a column holds one of the words of the format."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


revisions = Table(  # alembic's own table, so that a new file needs no alembic
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False, primary_key=True),
)
