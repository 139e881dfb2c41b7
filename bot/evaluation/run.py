"""One run of question sets: every turn asked, judged and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.evaluation.expectations import Complaint, Expectation, Verdict, complaints, unfilled, verdict
from bot.evaluation.questions import Case, QuestionSet
from bot.reply import Reply

if TYPE_CHECKING:
    from bot.answering import Turn


class Converses(Protocol):
    """Whoever can be asked: a conversation in, a turn a question out."""

    async def converse(self, texts: Iterable[str]) -> tuple[Turn, ...]: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one turn; this much of a run is saved."""

    questions: str
    """The name of the set."""
    id: str
    turn: int
    """1-based."""
    tag: str
    asked: tuple[str, ...]
    """The conversation up to this turn."""
    verdict: Verdict

    @property
    def kind(self) -> str:
        """What is counted together: the tag up to the slash."""
        return self.tag.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """An outcome and how it came about."""

    outcome: Outcome
    expected: Expectation
    reply: Reply
    complaints: tuple[Complaint, ...]


class NoSuchTag(Exception):
    """No question of the sets has a tag that begins like this."""

    def __init__(self, prefix: str, kinds: tuple[str, ...]) -> None:
        super().__init__(f"no tag begins with {prefix}: {kinds}")
        self.prefix = prefix
        self.kinds = kinds


def tagged(questions: QuestionSet, prefix: str) -> tuple[Case, ...]:
    return tuple(case for case in questions.cases if case.tag.startswith(prefix))


async def judged(asker: Converses, questions: QuestionSet, case: Case) -> tuple[Judged, ...]:
    """Ask one conversation and judge each reply."""
    turns = await asker.converse(turn.ask for turn in case.turns)
    found = []
    for number, (turn, answered) in enumerate(zip(case.turns, turns, strict=True), 1):
        empty = unfilled(turn.expect)
        complained = () if empty else complaints(turn.expect, answered.reply, questions.vocabulary)
        asked = tuple(each.ask for each in case.turns[:number])
        became = Verdict.UNFILLED if empty else verdict(answered.reply, complained)
        outcome = Outcome(questions.name, case.id, number, case.tag, asked, became)
        found.append(Judged(outcome, turn.expect, answered.reply, complained))
    return tuple(found)


def tally(outcomes: Iterable[Outcome]) -> Counter[Verdict]:
    return Counter(outcome.verdict for outcome in outcomes)


def by_kind(outcomes: Iterable[Outcome]) -> Mapping[str, Counter[Verdict]]:
    """A tally a kind, in the order of their names."""
    found: dict[str, Counter[Verdict]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.kind, Counter())[outcome.verdict] += 1
    return dict(sorted(found.items()))


def conversations(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many conversations were right in every turn, and of how many."""
    whole: dict[tuple[str, str], bool] = {}
    for outcome in outcomes:
        key = outcome.questions, outcome.id
        whole[key] = whole.get(key, True) and outcome.verdict is Verdict.RIGHT
    return sum(whole.values()), len(whole)
