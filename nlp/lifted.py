"""«拡充の条件はやめて1億円以上で», «区分を問わなければ何件», «課の縛りなしで»: the last set without a condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from nlp.asked_of import over
from nlp.carried import PROJECT_SETS, SETS, Carried, Followup, draft_of, whole
from nlp.coordination import is_category
from nlp.frame import Frame
from nlp.query import About, AmountRange, Condition, InCategory, InDivisions, InPolicy, Joint, Operation, RateRange
from nlp.reading import AskBack, Unclear
from nlp.rules.ranking import aggregate_operation, ranks
from nlp.said import conditions, leaves_out, narrowed

_LIFTED = re.compile(
    r"(?:の?(?:条件|縛り|しばり|絞り込み|絞り|限定|指定|制限|フィルタ)(?:を|は|も)?|(?:を|は))"
    r"(?:やめ|外し|外す|はずし|はずす|なしに|なしで|なしだと|なくし|なくす|取っ払|取り払|取って|とって|解除|無視|消[しす]|抜きに|抜いて|問わ(?:ず|な)|気にし(?:な|ず)|関係な)"
)
_AS_A_CONDITION = re.compile(r"条件|縛り|しばり|絞り|限定|指定|制限|フィルタ|問わ|気に|関係|解除|無視|なしで|払|やめ")
_KINDS: tuple[tuple[re.Pattern[str], Callable[[Condition], bool]], ...] = (
    (re.compile(r"区分|新規|拡充|継続"), lambda condition: isinstance(condition, InCategory)),
    (re.compile(r"課"), lambda condition: isinstance(condition, InDivisions)),
    (
        re.compile(r"金額|額|予算|円|以上|以下|未満|超"),
        lambda condition: isinstance(condition, AmountRange | RateRange),
    ),
    (re.compile(r"戦略|柱|施策"), lambda condition: isinstance(condition, InPolicy)),
    (re.compile(r"共管|共同"), lambda condition: isinstance(condition, Joint)),
)
_LAST = re.compile(r"(?:その|今の|さっきの|最後の|直前の)?条件")


def lifted(turn: Followup) -> Carried | AskBack | None:
    """The last set without what the turn takes away, with what it says besides."""
    frame, last = turn.frame, turn.last
    match = _LIFTED.search(frame.text)
    if match is None or last.selection.scope not in PROJECT_SETS or last.operation not in SETS | {Operation.SHOW}:
        return None
    kept = _left(turn, frame.within(0, match.start()))
    if kept is None:
        return None
    gone = len(kept) < len(last.selection.conditions)
    if gone and not _AS_A_CONDITION.search(match.group()):
        return AskBack(Unclear.NO_SUBJECT)  # «新規は外して» of the new ones: all, or the others?
    rows = replace(last.selection, conditions=kept)
    rest = replace(turn, frame=frame.within(match.end(), len(frame.text)))
    rows = narrowed(rows, conditions(rest), add=False)
    anew = aggregate_operation(rest.frame) or rest.frame.has("ask.count") or ranks(rest.frame)
    made = over(rest.frame, whole(rows), last.operation) if anew else replace(draft_of(last), selection=rows)
    spans = [span for span in frame.scan.spans if span.start < match.end()]
    placed = tuple((span.start, span.end) for span in spans if span.names or span.amount or is_category(span))
    return Carried(made, ("selection", "conditions"), last.period, last.base, last.unit, (*placed, match.span()))


def _left(turn: Followup, said: Frame) -> tuple[Condition, ...] | None:
    """The conditions without those named before what takes them away; None where nothing there is one."""
    held = tuple(condition for condition in turn.last.selection.conditions if not leaves_out(condition))
    text = said.text[: max((span.end for span in said.scan.spans), default=0)] or said.text
    for pattern, is_kind in _KINDS:
        if pattern.search(text):
            return _without([c for c in held if is_kind(c)], turn, said)
    if said.scan.words:
        return _without([c for c in held if isinstance(c, About)], turn, said)
    every = turn.last.selection.conditions
    return tuple(c for c in every if c != held[-1]) if held and _LAST.search(turn.frame.text) else None


def _without(lifted: list[Condition], turn: Followup, said: Frame) -> tuple[Condition, ...] | None:
    """All conditions but those; of «新規または拡充» only the one that is said goes."""
    kept: list[Condition] = []
    for condition in turn.last.selection.conditions:
        kept.extend([condition] if condition not in lifted else _rest_of(condition, said))
    return tuple(kept) if tuple(kept) != turn.last.selection.conditions else None


def _rest_of(condition: Condition, said: Frame) -> list[Condition]:
    match condition:
        case InCategory(categories) if said.categories:
            left = tuple(each for each in categories if each not in said.categories)
            return [replace(condition, categories=left)] if left else []
        case InDivisions(divisions) if said.divisions:
            others = tuple(each for each in divisions if each not in said.divisions)
            return [replace(condition, divisions=others)] if others else []
        case _:
            return []
