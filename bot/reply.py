"""What a surface shows: the Reply of the contract, as a frozen value and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    ANSWERED = "answered"
    CLARIFY = "clarify"
    """Asks back, with choices."""
    DECLINED = "declined"
    """Gives no figure and says why."""
    HELP = "help"


class Reason(StrEnum):
    """Why a question is declined."""

    NOT_IN_DOCUMENT = "not_in_document"
    OUT_OF_SCOPE = "out_of_scope"
    NO_MATCH = "no_match"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class ReplyFigure:
    """One number, as shown."""

    label: str
    value: int | Decimal
    """千円 and 件: integer; % and 倍: decimal. A change is signed."""
    unit: str

    def to_dict(self) -> dict[str, object]:
        return {
            "label": self.label,
            "value": self.value if isinstance(self.value, int) else float(self.value),
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """One row of a "which / list / who" answer, or one group."""

    kind: str
    """project, division, account, department, policy, breakdown, outline, or category for a group by 区分."""
    name: str
    figures: tuple[ReplyFigure, ...] = ()
    number: str = ""
    """«No.44»; for tables on a screen, not part of the JSON."""
    beside: str = ""
    """Divisions and category, likewise."""

    def to_dict(self) -> dict[str, object]:
        return {"kind": self.kind, "name": self.name, "figures": [figure.to_dict() for figure in self.figures]}


@dataclass(frozen=True, slots=True)
class ReplySource:
    """One printed cell."""

    document: str
    section: str
    line: int
    """1-based line of the document's text."""
    quote: str

    def to_dict(self) -> dict[str, object]:
        return {"document": self.document, "section": self.section, "line": self.line, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class ReplyChoice:
    """One way a question could be meant; `question`, asked alone, is answered."""

    label: str
    question: str

    def to_dict(self) -> dict[str, object]:
        return {"label": self.label, "question": self.question}


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """What one of the message's questions is told: sentences that answer, then rows."""

    lead: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole reply to one turn."""

    question: str
    status: Status
    text: str
    """The whole reply as plain Japanese text."""
    headline: str = ""
    """The answering sentences of `text` alone: without rows, notes, reading and sources. Not part of the JSON."""
    reason: Reason | None = None
    intent: str = ""
    reading: str = ""
    figures: tuple[ReplyFigure, ...] = ()
    """The headline: only what was asked for, in the order asked."""
    items: tuple[ReplyItem, ...] = ()
    yes: bool | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[ReplySource, ...] = ()
    choices: tuple[ReplyChoice, ...] = ()
    parts: tuple[ReplyPart, ...] = ()
    """One an answer, in order: what `text` joins. Not part of the JSON."""

    def to_dict(self) -> dict[str, object]:
        """The Reply contract, ready for `json.dumps`."""
        return {
            "question": self.question,
            "status": self.status.value,
            "reason": None if self.reason is None else self.reason.value,
            "intent": self.intent,
            "reading": self.reading,
            "figures": [figure.to_dict() for figure in self.figures],
            "items": [item.to_dict() for item in self.items],
            "yes": self.yes,
            "notes": list(self.notes),
            "sources": [source.to_dict() for source in self.sources],
            "choices": [choice.to_dict() for choice in self.choices],
            "text": self.text,
        }
