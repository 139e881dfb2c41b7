"""The tables of conversations, as Core tables: nothing here is mapped, so nothing has to be set up before a SELECT."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.schema import ForeignKey, Index
from sqlalchemy.types import DateTime

from db.models import Base

THREAD = Table(
    "thread",
    Base.metadata,
    Column("team", String, primary_key=True),
    Column("channel", String, primary_key=True),
    # The thread's first ts; empty for a direct message's main flow, «/U…» for one person's commands in a channel.
    Column("thread", String, primary_key=True),
    # What the next turn is read with, as JSON (`bot.remembering`).
    Column("state", Text, nullable=False),
    Column("spoken_at", DateTime(timezone=True), nullable=False),
)
"""Where a conversation stands. A row says, too, that the bot was asked there."""

ASKED = Table(
    "asked",
    Base.metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("team", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("thread", String, nullable=False),
    # The question's own message; empty for a command or a modal, which leave none.
    Column("message_ts", String, nullable=False),
    # The answer's message; empty while there is none, and for one only the asker saw.
    Column("reply_ts", String, nullable=False),
    Column("asker", String, nullable=False),
    Column("question", Text, nullable=False),
    # What the question was read with, as JSON: asked again with it, it is read the same way.
    Column("context", Text, nullable=False),
    Column("document", String, nullable=False),
    Column("reading", Text, nullable=False),
    Column("status", String, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    # What was replied, as plain text; and what of the question was not understood, as JSON, and why it was declined.
    Column("reply", Text, nullable=False),
    Column("unread", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_asked_message", "team", "channel", "message_ts"),
    Index("ix_asked_place", "team", "channel", "thread", "asked_at"),
    Index("ix_asked_asker", "team", "asker", "asked_at"),
    Index("ix_asked_at", "asked_at"),
)
"""Questions answered. What the buttons of an answer lead back to."""

VOTE = Table(
    "vote",
    Base.metadata,
    Column("asked_id", BigInteger, ForeignKey("asked.id", ondelete="CASCADE"), primary_key=True),
    Column("voter", String, primary_key=True),
    Column("good", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("voted_at", DateTime(timezone=True), nullable=False),
)
"""One vote a person and answer: the last one counts."""

CHANNEL = Table(
    "channel",
    Base.metadata,
    Column("team", String, primary_key=True),
    Column("channel", String, primary_key=True),
    Column("follow_ups", Boolean, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
)
"""What was settled for a channel; where nothing was, there is no row."""

ARRIVAL = Table(
    "arrival",
    Base.metadata,
    # What makes it the same one, however often and by whatever event it is delivered.
    Column("key", String, primary_key=True),
    # As delivered, JSON; emptied when it is done.
    Column("payload", Text, nullable=False),
    Column("done", Boolean, nullable=False),
    # Who works on it, and until when nobody else shall.
    Column("owner", String, nullable=False),
    Column("lease_until", DateTime(timezone=True), nullable=False),
    Column("arrived_at", DateTime(timezone=True), nullable=False),
    Index("ix_arrival_open", "done", "lease_until"),
)
"""What came in, written down before it is acknowledged."""

OUTBOX = Table(
    "outbox",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    # Of what it answers; whatever is said to it under another key is another letter.
    Column("key", String, nullable=False),
    Column("team", String, nullable=False),
    # Where it is sent now, and who is waiting for it: for those who look after the bot.
    Column("channel", String, nullable=False),
    Column("asker", String, nullable=False),
    Column("question", Text, nullable=False),
    # What is sent, and by which ways, as JSON (`bot.slack.letters`). Emptied, as the question, when it was sent.
    Column("letter", Text, nullable=False),
    # «waiting», «sent», «dead».
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    # An attempt was begun and nobody knows how it ended: it may have been sent.
    Column("unsure", Boolean, nullable=False),
    # What the last attempt met, in the words of whoever refused it.
    Column("error", String, nullable=False),
    # Who sends it, and until when nobody else shall.
    Column("owner", String, nullable=False),
    Column("lease_until", DateTime(timezone=True), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("settled_at", DateTime(timezone=True), nullable=True),
    UniqueConstraint("key"),
    Index("ix_outbox_open", "state", "lease_until"),
    # A number once told to somebody is never another letter's.
    sqlite_autoincrement=True,
)
"""What goes out, written down before it is sent, and struck off when it was."""
