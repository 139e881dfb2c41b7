"""What is handed to Slack, and what an answer's view is made with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nlp.query import DisplayUnit, Period

Block = dict[str, object]
"""One Block Kit block, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    title: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """One message, from its richest form to its plainest."""

    text: str
    """A whole answer by itself: notifications, screen readers, and where every block is refused. Escaped."""
    blocks: tuple[Block, ...] = ()
    fallbacks: tuple[tuple[Block, ...], ...] = ()
    """The same message in simpler blocks, richest first: for a workspace that refuses `blocks`."""
    file: Attachment | None = None
    """What did not fit."""
    sound: bool = False
    """Whoever made it has seen to it that it breaks none of Slack's limits; else whoever sends it does."""


@dataclass(frozen=True, slots=True)
class AskedRef:
    """The stored question a reply's buttons lead back to."""

    id: int
    asker: str = ""
    """User id; empty where nobody may remove the answer."""
    deletable: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """How an answer is looked at: what its buttons change. The figures stay those of the question."""

    page: int | None = None
    """None: the first rows only; from 1: a page of all rows."""
    chart: bool | None = None
    """Whether a chart is shown; None: where the question asks for one."""
    unit: DisplayUnit | None = None
    """What amounts are shown in; None: as asked. Whoever answers puts it into the queries."""
    base: Period | None = None
    """What is compared with; None: as asked. Likewise."""
    ephemeral: bool = False
    """Only the asker sees it."""
    can_share: bool = False
    """There is a channel to show it in."""
    shared: bool = False
    """Somebody shares in a channel what only they saw: the message says whose question it was."""


def plainest(message: Message) -> Message:
    """The message in its simplest blocks: for a client that takes tables and charts but cannot draw them."""
    return replace(message, blocks=(message.blocks, *message.fallbacks)[-1], fallbacks=())
