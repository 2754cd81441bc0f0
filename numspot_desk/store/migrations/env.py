"""Alembic's entry: runs the steps on the connection and in the transaction that `migrate` gives.

Not imported by the program; alembic loads it by path when a store is older than the program.
"""

from alembic import context

from numspot_desk.store.schema import metadata


def run() -> None:
    """Run the asked steps inside the caller's transaction. SQLite alters tables by rebuilding them."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=lambda _object, name, kind, _reflected, _compared: (
            not (kind == "table" and str(name).startswith("order_search"))
        ),
    )
    with context.begin_transaction():
        context.run_migrations()


run()
