"""Turns that live wholly on the one before: «次は?», «差額は?», «新規?», «金額だと?», «どっちが多い?»."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.carried import BESIDE, PAIRS, ROWS, Carried, draft_of, focus, own_subjects
from nlp.draft import Draft
from nlp.frame import Frame
from nlp.query import (
    CategoryClaim,
    Except,
    Facet,
    Kind,
    Measure,
    Operation,
    Order,
    Query,
    Scope,
    Selection,
)
from nlp.reading import Context

_NEXT = re.compile(
    r"^(?:じゃあ?|では)?、?\s*(?:その|さらに)?(?:次|つぎ)(?:の(?:は|やつ)?|は|に)?(?:[^ぁ-んァ-ヶ一-鿿]*|大きい.*|多い.*)$"
)


_ONLY_CATEGORY = re.compile(
    r"(?:それ(?:って|は)?|これ(?:って|は)?)?(?:新規|拡充|継続)(?:な|事業|なん|です|でしょう)*(?:の|か|ん)*\?"
)


_TWO = 2


_TAKEN_OFF = re.compile(r"差し?引|引く|引いた|除く|除い|抜き|抜い|外す|外した")
_NOT_RATE = re.compile(r"率(?:じゃな|ではな|でな).{0,4}額")
_AMOUNT_INSTEAD = re.compile(r"(?:金額|実額|額)(?:だと|では|で|は|に|なら|だったら)?")


_WHICH_OF_TWO = re.compile(r"どっち|どちら|いずれ|which")


def next_in_rank(frame: Frame, last: Query) -> Carried | None:
    """«その次», «次は?» after a ranking."""
    if not _NEXT.search(frame.text) or last.operation is not Operation.RANK or last.selection.limit is None:
        return None
    rows = replace(last.selection, start=last.selection.start + last.selection.limit, limit=1)
    return Carried(replace(draft_of(last), selection=rows), ("selection",), last.period, last.base)


def between_periods(frame: Frame, context: Context, last: Query) -> Carried | None:
    """«部の予算は» «前年度は» «差額は?»: the same row in its two periods."""
    subjects = last.selection.subjects
    single = last.operation is Operation.SHOW and len(subjects) == 1 and len(context.subjects) < _TWO
    if not (single and frame.has("op.difference")) or own_subjects(frame) or frame.scan.words or frame.timing.periods:
        return None
    default = frame.default_period
    draft = Draft(Operation.SHOW, last.selection, measure=Measure.CHANGE)
    return Carried(draft, ("subject",), default, last.period if last.period != default else frame.timing.base)


def of_that_category(frame: Frame, context: Context, last: Query) -> Carried | None:
    """«新規?» of the one project spoken of."""
    rows = focus(context, last)
    one = len(rows.subjects) == 1 and rows.subjects[0].kind is Kind.PROJECT
    if not one or len(frame.categories) != 1 or not _ONLY_CATEGORY.fullmatch(frame.text.strip()):
        return None
    draft = Draft(Operation.CHECK, rows, claim=CategoryClaim(frame.categories[0]))
    return Carried(draft, ("subject",), last.period)


def subtracted(frame: Frame, last: Query) -> Carried | None:
    """«…を差し引くと?» after a sum: the same sum without it."""
    taken = (*frame.projects, *frame.named(Kind.PROJECT, Kind.DIVISION, negated=True))
    summed = last.operation is Operation.SUM and last.selection.scope is not Scope.NAMED
    if not taken or not summed or not _TAKEN_OFF.search(frame.text):
        return None
    rows = replace(last.selection, conditions=(*last.selection.conditions, Except(taken)))
    return Carried(replace(draft_of(last), selection=rows), ("selection",), last.period)


def amount_or_rate(frame: Frame, last: Query) -> Carried | None:
    """«金額だと?» after a rate, «何%?» after an amount of change."""
    if own_subjects(frame) or frame.scan.words or frame.timing.periods or frame.timing.base:
        return None
    if frame.about_change and not _NOT_RATE.search(frame.text):
        return None
    if last.measure is Measure.CHANGE_RATE and last.operation is Operation.SHOW and _AMOUNT_INSTEAD.search(frame.text):
        return Carried(replace(draft_of(last), measure=Measure.CHANGE), ("subject",), last.period, last.base)
    return None


def pair(frame: Frame, draft: Draft | None, context: Context, last: Query) -> Carried | None:
    """«二つ合わせると», «どっちが多い»: the last rows shown, or the last two things spoken of."""
    both = frame.has("ref.both") or _adds_the_last_two(draft, context, last)
    said = own_subjects(frame) or (draft is not None and draft.selection is not None and bool(draft.selection.subjects))
    asks_a_pair = both or (draft is not None and draft.operation in PAIRS)
    if said or not (asks_a_pair or _asks_which_of_two(frame)):
        return None
    if frame.divisions or frame.projects or frame.resolution.found or frame.scan.words:
        return None
    results = tuple(n for n in context.results if n.kind not in BESIDE)
    shown = results if last.operation in ROWS and len(results) >= _TWO else ()
    things = shown or tuple(reversed(context.subjects[:_TWO]))
    if len(things) < _TWO:
        return None
    asked = draft if draft and draft.operation in PAIRS else _asked_of_things(frame, both=both, two=len(things) == _TWO)
    if asked is None:
        return None
    if asked.operation is Operation.RATIO:
        first, second = (Selection(Scope.NAMED, (thing,)) for thing in things[:_TWO])
        return Carried(replace(asked, selection=first, other=second), ("subject",))
    rows = Selection(Scope.NAMED, things)
    if asked.operation is Operation.COMPARE:
        rows = replace(rows, order=Order(not frame.has("size.small")))
        if frame.has("ask.amount", "ask.extent"):
            asked = replace(asked, facets=(Facet.NAME, Facet.AMOUNT))
    return Carried(replace(asked, selection=rows), ("subject",), last.period)


def _asked_of_things(frame: Frame, *, both: bool, two: bool) -> Draft | None:
    """What the turn asks of several things together, where no rule read it as a pair."""
    if frame.has("op.difference"):
        return Draft(Operation.DIFFERENCE)
    if both or frame.has("agg.sum"):
        return Draft(Operation.MEAN if frame.has("agg.mean") else Operation.SUM)
    if two and frame.has("op.compare"):
        return Draft(Operation.COMPARE, facets=(Facet.NAME,))
    return None


def _asks_which_of_two(frame: Frame) -> bool:
    sized = frame.has("op.compare", "size.big") and not frame.speaks_of_projects
    return sized and bool(_WHICH_OF_TWO.search(frame.text))


def _adds_the_last_two(draft: Draft | None, context: Context, last: Query) -> bool:
    """«足すと?» after two single figures."""
    return (
        draft is not None
        and draft.operation in {Operation.SUM, Operation.MEAN}
        and draft.selection is None
        and last.operation is Operation.SHOW
        and len(last.selection.subjects) == 1
        and len(context.subjects) > 1
    )
