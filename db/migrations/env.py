"""Alembic's environment: run from `db.engine.prepare` only, on the connection handed in."""

from __future__ import annotations

from alembic import context
from sqlalchemy.engine import Connection

from db.talk.tables import ASKED


def run(connection: Connection) -> None:
    """Run the migrations inside the transaction the caller opened."""
    context.configure(connection=connection, target_metadata=ASKED.metadata)
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
