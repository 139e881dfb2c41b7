"""Statements run by the driver do what they do by way of SQLAlchemy, and raise the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from db.engine import Kept, is_busy, open_inline, open_store, prepare
from db.prepared import rows, run
from db.talk.tables import ARRIVAL

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
ROW = {"key": "k", "payload": "{}", "done": False, "owner": "o", "lease_until": NOON, "arrived_at": NOON}
_INSERT = insert(ARRIVAL)
_BY_KEY = select(ARRIVAL).where(ARRIVAL.c.key == "k")


@pytest.fixture
async def inline(tmp_path: Path) -> Engine:
    store = open_store(f"sqlite:///{tmp_path / 'bot.db'}")
    await prepare(store)
    await store.dispose()
    engine = open_inline(store, patient=False)
    assert engine is not None
    return engine


@pytest.fixture
def connection(inline: Engine) -> Iterator[Connection]:
    kept = Kept(inline)
    with kept.opened() as opened:
        yield opened
    kept.close()
    inline.dispose()


def test_what_is_stored_is_read_back(connection: Connection) -> None:
    assert run(connection, _INSERT, ROW).rowcount == 1
    found = connection.execute(_BY_KEY).one()
    assert found._mapping == {**ROW, "lease_until": NOON.replace(tzinfo=None), "arrived_at": NOON.replace(tzinfo=None)}
    assert [row[0] for row in rows(connection, _BY_KEY, {})] == ["k"]


def test_sqlalchemy_sees_none_of_it(connection: Connection) -> None:
    seen: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *args: seen.append(args[2]))
    run(connection, _INSERT, ROW)
    assert seen == []


def test_a_list_of_values_goes_the_long_way(connection: Connection) -> None:
    run(connection, _INSERT, ROW)
    listed = select(ARRIVAL.c.key).where(ARRIVAL.c.key.in_(["k", "l"]))
    assert [tuple(row) for row in rows(connection, listed, {})] == [("k",)]


def test_errors_are_sqlalchemys(connection: Connection) -> None:
    run(connection, _INSERT, ROW)
    with pytest.raises(IntegrityError) as raised:
        run(connection, _INSERT, ROW)
    assert isinstance(raised.value.orig, sqlite3.IntegrityError)


def test_what_a_note_raises_undoes_it(inline: Engine) -> None:
    kept = Kept(inline)

    def fail() -> None:
        with kept.writing() as connection:
            run(connection, _INSERT, ROW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with kept.writing() as connection:
        assert rows(connection, _BY_KEY, {}) == []
        run(connection, _INSERT, ROW)
    with kept.opened() as connection:
        assert len(rows(connection, _BY_KEY, {})) == 1
    kept.close()


def test_somebody_else_writing_is_told_at_once(inline: Engine) -> None:
    other = create_engine(inline.url, connect_args={"isolation_level": None})
    kept = Kept(inline)
    with other.connect() as busy:
        busy.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError) as raised, kept.writing():
            pass
        assert is_busy(raised.value)
        busy.exec_driver_sql("ROLLBACK")
    with kept.writing() as connection:
        run(connection, _INSERT, ROW)
    kept.close()
    other.dispose()
