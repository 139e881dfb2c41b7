"""The rules: what a turn asks, as a table of small named functions tried in order.

A rule looks at a frame and either makes a draft, finds that the subject is ambiguous or unknown, or passes.
To add a kind of question: its words in `vocabulary.toml`, one function here, one statement or operation in the
store, one sentence in the wording, and cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.rules.alone import alone
from nlp.rules.apart import amounts_apart, opposites, sides_apart
from nlp.rules.asked import Outcome
from nlp.rules.changing import change, check, moved_rows, why
from nlp.rules.columns import columns
from nlp.rules.comparing import compare, difference, extremes, ratio
from nlp.rules.composition import composition
from nlp.rules.grouping import group
from nlp.rules.held_sums import held_sums
from nlp.rules.listing import define, exists, listing, parts, show
from nlp.rules.presupposed import presupposed
from nlp.rules.ranking import aggregate, all_but, count, rank, without
from nlp.rules.remarks import document, notes
from nlp.rules.several import several
from nlp.rules.shares import share


@dataclass(frozen=True, slots=True)
class Rule:
    """A name for `yosan explain`, and what it makes of a frame."""

    name: str
    read: Callable[[Frame], Outcome]


def apart(frame: Frame) -> Outcome:
    """Several sets of which the same is asked, each side read by all the rules."""

    def read(side: Frame) -> Outcome:
        return apply(side)[1]

    return opposites(frame, read) or amounts_apart(frame, read) or sides_apart(frame, read)


RULES: tuple[Rule, ...] = (
    Rule("define", define),
    Rule("document", document),
    Rule("notes", notes),
    Rule("why", why),
    Rule("composition", composition),
    Rule("share", share),
    Rule("held_sums", held_sums),
    Rule("extremes", extremes),
    Rule("ratio", ratio),
    Rule("columns", columns),
    Rule("check", check),
    Rule("difference", difference),
    Rule("compare", compare),
    Rule("all_but", all_but),
    Rule("apart", apart),
    Rule("group", group),
    Rule("several", several),
    Rule("rank", rank),
    Rule("count", count),
    Rule("moved_rows", moved_rows),
    Rule("without", without),
    Rule("aggregate", aggregate),
    Rule("parts", parts),
    Rule("change", change),
    Rule("presupposed", presupposed),
    Rule("exists", exists),
    Rule("listing", listing),
    Rule("show", show),
)


def apply(frame: Frame) -> tuple[str, Outcome]:
    """The first rule that reads the frame, and what it made of it."""
    for rule in RULES:
        made = rule.read(frame)
        if made is not None:
            return rule.name, alone(made, frame.only) if isinstance(made, Draft) and frame.only else made
    return "", None
