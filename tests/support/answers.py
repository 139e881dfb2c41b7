"""What a reply asserts, without how it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from bot.evaluation.expectations import headline, names
from bot.reply import Reply
from tests.support.library import Library
from tests.support.perturbations import Sample, perturbed


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    reason: str | None
    intent: str
    figures: tuple[tuple[int | float, str], ...]
    names: tuple[str, ...]
    item_figures: tuple[tuple[int | float, str], ...]
    yes: bool | None


def answer_of(reply: Reply) -> Answer:
    inner = [(float(figure.value), figure.unit) for item in reply.items for figure in item.figures]
    reason = None if reply.reason is None else reply.reason.value
    return Answer(
        reply.status.value,
        reason,
        reply.intent,
        tuple(headline(reply)),
        tuple(names(reply)),
        tuple(inner),
        reply.yes,
    )


@cache
def asked(library: Library, document: str, text: str) -> Answer:
    return answer_of(library.converse(document, [text])[0])


@dataclass(frozen=True, slots=True)
class Changed:
    """A perturbation that is not answered like the question it comes from."""

    ask: str
    text: str
    got: Answer

    def __str__(self) -> str:
        got = self.got
        told = f"{got.status} {got.reason or got.intent} {got.figures or got.names[:4]}"
        return f"「{self.ask}」 → 「{self.text}」: {told}"


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one or several kinds of perturbation is unchanged."""

    total: int
    changed: tuple[Changed, ...]

    @property
    def unchanged(self) -> float:
        return 1 - len(self.changed) / self.total


def share_unchanged(library: Library, kinds: Iterable[str], samples: Sequence[Sample]) -> Share:
    """Ask every variant of every sample."""
    pairs = [(sample, text) for kind in kinds for sample in samples for text in perturbed(kind, sample)]
    base = {sample: asked(library, sample.document, sample.ask) for sample in samples}
    got = [(sample, text, asked(library, sample.document, text)) for sample, text in pairs]
    return Share(
        len(pairs), tuple(Changed(sample.ask, text, answer) for sample, text, answer in got if answer != base[sample])
    )
