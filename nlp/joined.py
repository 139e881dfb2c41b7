"""«拡充も足すと», «融資も入れると», «貿易振興課も合わせると»: what a turn puts to the rows or things spoken of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeVar

from nlp.asked_of import over
from nlp.carried import PROJECT_SETS, SETS, Carried, Followup, draft_of
from nlp.coordination import is_category
from nlp.draft import Draft
from nlp.query import (
    TABLE_KINDS,
    TABLE_SCOPES,
    About,
    AmountRange,
    Condition,
    Except,
    Facet,
    InCategory,
    InDivisions,
    InPolicy,
    Measure,
    Operation,
    Scope,
    Selection,
)
from nlp.reading import AskBack, Unclear
from nlp.rules.asked import members
from nlp.said import conditions, kinds, named

T = TypeVar("T")
_PUT_IN = re.compile(
    r"(?:(?:も|を|は|まで)(?:さらに|いっしょに|一緒に|全部)?|(?<=[一-鿿ァ-ヶ0-9]))"
    r"(?:足|たす|たし(?!か)|入れ|いれ|含め|ふくめ|含む|含んだ|込み|こみ|コミ|数え|加え|くわえ|プラス|合算|(?<!上)乗せ|(?<=[もを])(?:のせ|上乗せ|積み増|積ん|積む)|戻[しす]|もど[しす]|(?:合わせ|併せ|あわせ)(?!て(?!い)))"
)
_KEPT_OUT = re.compile(r"(?:入れ|含め|足さ|加え)(?:ない|ず|なけれ|なかっ)")
_ASKED_ANEW = re.compile(r"合計|総額|何件|件数|いくつ|平均|中央値")
_NO_OTHER = frozenset({Operation.SHOW, Operation.SUM})


def joined(turn: Followup) -> Carried | AskBack | None:
    """What was asked, of what was spoken of and of what the turn puts to it."""
    frame, last = turn.frame, turn.last
    if not _PUT_IN.search(frame.text) or _KEPT_OUT.search(frame.text) or frame.timing.periods or frame.timing.base:
        return None
    if last.selection.scope in PROJECT_SETS and last.operation in SETS | {Operation.SHOW}:
        return _to_a_set(turn)
    if last.selection.scope in TABLE_SCOPES and last.selection.limit is None:
        return _to_the_table(turn)
    return _to_things(turn)


def _to_a_set(turn: Followup) -> Carried | AskBack | None:
    """«新規だけだと» «拡充も足すと»: the rows that meet either; «融資入れると» after «融資を除くと»: all of them."""
    last, new = turn.last, conditions(turn)
    if turn.frame.counts_relisted and not new and last.operation in {Operation.COUNT, Operation.LIST}:
        made = replace(draft_of(last), selection=replace(last.selection, scope=Scope.LISTINGS))
        return Carried(made, ("selection",), last.period, None, last.unit)
    back = _no_longer_left_out(turn)
    if not new and back is None:
        return None
    if last.selection.limit is not None:
        return AskBack(Unclear.NO_SUBJECT)
    kept = back if back is not None else _with_all(last.selection.conditions, new)
    if kept is None:
        return AskBack(Unclear.NO_SUBJECT)
    rows = replace(last.selection, conditions=kept)
    anew = _ASKED_ANEW.search(turn.frame.text)
    draft = over(turn.frame, rows, last.operation) if anew else replace(draft_of(last), selection=rows)
    # What is taken back in stands in no condition any more.
    spans = [span for span in turn.frame.scan.spans if span.names or is_category(span)]
    placed = tuple((span.start, span.end) for span in spans) if len(kept) < len(last.selection.conditions) else ()
    return Carried(draft, ("selection",), last.period, None, last.unit, placed)


def _no_longer_left_out(turn: Followup) -> tuple[Condition, ...] | None:
    """The conditions without the projects that the turn takes back in; None where it takes none."""
    words, said = turn.frame.scan.words, set(turn.frame.projects)
    for word in words:
        said.update(turn.frame.topics.named(word.in_names or word.in_texts))
    kept: list[Condition] = []
    for condition in turn.last.selection.conditions:
        if isinstance(condition, Except) and said.intersection(condition.names):
            left = tuple(each for each in condition.names if each not in said)
            kept.extend([Except(left)] if left else [])
        else:
            kept.append(condition)
    return tuple(kept) if tuple(kept) != turn.last.selection.conditions else None


def _with_all(kept: tuple[Condition, ...], new: tuple[Condition, ...]) -> tuple[Condition, ...] | None:
    """The conditions with each new one taken in; None where that cannot be said."""
    for condition in new:
        taken = _with(kept, condition)
        if taken is None:
            return None
        kept = taken
    return kept


def _with(kept: tuple[Condition, ...], new: Condition) -> tuple[Condition, ...] | None:
    """A condition no longer left out, or one that rows may meet instead of the one of its kind."""
    for old in kept:
        taken = _taken_back(old, new)
        either = (_either(old, new),) if taken is None else taken
        if either != (None,):
            return tuple(c for each in kept for c in (either if each == old else (each,)) if c is not None)
    return None


def _taken_back(old: Condition, new: Condition) -> tuple[Condition, ...] | None:
    """What is still left out when the new one is not; None where it never was."""
    match old, new:
        case InDivisions(negated=True), InDivisions(negated=False):
            divisions = tuple(each for each in old.divisions if each not in new.divisions)
            return None if divisions == old.divisions else (replace(old, divisions=divisions),) * bool(divisions)
        case InCategory(negated=True), InCategory(negated=False):
            categories = tuple(each for each in old.categories if each not in new.categories)
            return None if categories == old.categories else (replace(old, categories=categories),) * bool(categories)
        case InPolicy(negated=True), InPolicy(negated=False):
            nodes = tuple(each for each in old.nodes if each not in new.nodes)
            return None if nodes == old.nodes else (replace(old, nodes=nodes),) * bool(nodes)
        case About(negated=True), About(negated=False):
            topics = tuple(each for each in old.topics if each not in new.topics)
            return None if topics == old.topics else (replace(old, topics=topics),) * bool(topics)
        case _:
            return None


def _either(old: Condition, new: Condition) -> Condition | None:
    match old, new:
        case InDivisions(negated=False), InDivisions(negated=False) if not (old.every or new.every):
            return InDivisions(_both(old.divisions, new.divisions))
        case InCategory(negated=False), InCategory(negated=False):
            return InCategory(_both(old.categories, new.categories))
        case InPolicy(negated=False), InPolicy(negated=False) if not (old.every or new.every):
            return InPolicy(_both(old.nodes, new.nodes))
        case About(negated=False), About(negated=False) if _any_of(old) and _any_of(new):
            return About(_both(old.topics, new.topics), in_name_only=old.in_name_only and new.in_name_only)
        case AmountRange(high_thousand_yen=None), AmountRange(high_thousand_yen=None):
            return min(old, new, key=lambda amount: amount.low_thousand_yen or 0)
        case AmountRange(low_thousand_yen=None), AmountRange(low_thousand_yen=None):
            return max(old, new, key=lambda amount: amount.high_thousand_yen or 0)
        case _:
            return None


def _any_of(topic: About) -> bool:
    return len(topic.topics) == 1 or not topic.every


def _both(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _to_the_table(turn: Followup) -> Carried | AskBack | None:
    """«特別会計も入れると» after the budget without them."""
    rows, said = turn.last.selection, members(turn.frame, named(turn))
    left_out = [c for c in rows.conditions if isinstance(c, Except)]
    if not said or not left_out:
        return None
    kept: list[Condition] = [c for c in rows.conditions if c not in left_out]
    for condition in left_out:
        left = tuple(each for each in condition.names if each not in said)
        kept.extend([Except(left)] if left else [])
    if tuple(kept) == rows.conditions:
        return AskBack(Unclear.NO_SUBJECT)
    made = replace(draft_of(turn.last), selection=replace(rows, conditions=tuple(kept)))
    return Carried(made, ("selection",), turn.last.period, turn.last.base, turn.last.unit)


def _to_things(turn: Followup) -> Carried | AskBack | None:
    """«貿易振興課も足すと» after another division: both together."""
    last, said = turn.last, named(turn)
    before = last.selection.subjects or (turn.results if last.operation is Operation.RANK else ())
    if not said or not before or _says_more(turn):
        return None
    alike = kinds((*before, *said))
    if set(said) <= set(before) or not (alike <= TABLE_KINDS or len(alike) == 1):
        return AskBack(Unclear.NO_SUBJECT)
    shown = last.operation in _NO_OTHER and Facet.AMOUNT in last.facets
    added = shown or last.operation is Operation.RANK
    if not added or last.measure is Measure.CHANGE_RATE:
        return AskBack(Unclear.NO_SUBJECT)
    rows = Selection(Scope.NAMED, _both(before, said))
    return Carried(Draft(Operation.SUM, rows, measure=last.measure), ("subject",), last.period, last.base, last.unit)


def _says_more(turn: Followup) -> bool:
    """«貿易振興課の新規も足すと»: a set, no thing."""
    narrowing = [c for c in conditions(turn) if not isinstance(c, (InDivisions, About))]
    return bool(narrowing) or turn.frame.speaks_of_projects
