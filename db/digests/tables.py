"""The tables of digests, as Core tables like those of `db.talk`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.schema import ForeignKey, Index
from sqlalchemy.types import DateTime

from db.models import Base

DIGEST = Table(
    "digest",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    # What it was created by: created again by the same, it is the same digest.
    Column("key", String, nullable=False),
    Column("team", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("name", String, nullable=False),
    Column("channel", String, nullable=False),
    # «09:00», as clocks in its zone show it.
    Column("at", String, nullable=False),
    # «01234»: Monday is 0.
    Column("weekdays", String, nullable=False),
    Column("zone", String, nullable=False),
    Column("holidays", Boolean, nullable=False),
    # JSON (`db.digests.definitions`).
    Column("blocks", Text, nullable=False),
    Column("tell_empty", Boolean, nullable=False),
    Column("paused", Boolean, nullable=False),
    # Since when its schedule is what it is: nothing that would have been due before is posted.
    Column("since", DateTime(timezone=True), nullable=False),
    UniqueConstraint("key"),
    Index("ix_digest_team", "team", "owner"),
    # A number given once is never given again: messages already posted carry it.
    sqlite_autoincrement=True,
)
"""What is posted, where and when."""

RUN = Table(
    "digest_run",
    Base.metadata,
    Column("digest_id", Integer, ForeignKey("digest.id", ondelete="CASCADE"), primary_key=True),
    # As calendars in the digest's zone show it: at most one post a digest and day, whatever is edited.
    Column("due_date", Date, primary_key=True),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("state", String, nullable=False),
    Column("owner", String, nullable=False),
    # Milliseconds since 1970 by the database's clock.
    Column("lease_until", BigInteger, nullable=False),
    # How often it was claimed: from the second time on it may have been posted already.
    Column("attempts", Integer, nullable=False),
    # What it tells of, as JSON, kept before it is posted: whoever takes over tells of the same.
    Column("picked", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=True),
    # Where it was tried to be posted; empty while it was not.
    Column("channel", String, nullable=False),
    # The message; empty while there is none.
    Column("ts", String, nullable=False),
    # Why it failed, in Slack's words.
    Column("note", String, nullable=False),
    Column("settled_at", DateTime(timezone=True), nullable=True),
    Index("ix_digest_run_open", "state", "lease_until"),
)
"""The ledger: what was due, and what became of it."""
