"""Two things held against each other: share, ratio, difference, which is larger."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.periods import resolve
from nlp.query import Direction, Facet, Kind, Measure, Operation, Order, Period, Scope, Selection
from nlp.rules.asked import Outcome, joined_by, named_selection
from nlp.rules.opposing import larger_set, sets_apart, turned
from nlp.rules.ranking import dimension_said
from nlp.rules.subtracting import LESS, is_of_sums, is_row_and_sum, subtracted
from nlp.selecting import both_ends, direction, measure, order, scope, selection, windows
from nlp.subjects import subjects
from nlp.vocabulary import vocabulary

_MEASURE = re.compile(
    r"(?:の?(?:当初)?(?:予算|金額|合計|総額|件数|事業費)額?)*(?:に(?:比べ|対し|比し)|と比べ|を(?:基準|1(?!番)|一(?!番)と)|よりも?)"
)
"""After the second side of a ratio said first: «Bに比べてAは何倍»."""


def _second_comes_first(frame: Frame) -> bool:
    first = next((span for span in frame.scan.spans if span.names or frame.is_category(span)), None)
    return first is not None and bool(_MEASURE.match(frame.text, first.end))


_DIVIDED = re.compile(r"\s*(?:÷|割る|わる)\s*")


def _periods_divided(frame: Frame) -> tuple[Period, Period] | None:
    """«R2当初÷R1当初»: one row in its two periods."""
    periods = frame.lexicon.catalogue.periods
    years = {said.fiscal_year for said in frame.scan.periods if said.fiscal_year is not None}
    for first, second in itertools.pairwise(frame.scan.periods):
        if _DIVIDED.fullmatch(frame.text, first.end, second.start):
            if len(years) == 1 and (first.fiscal_year is None or second.fiscal_year is None):
                # «R1: 9月現計÷当初»: both are of the year that is said.
                year = next(iter(years))
                first, second = replace(first, fiscal_year=year), replace(second, fiscal_year=year)
            return resolve(first, periods), resolve(second, periods)
    return None


def ratio(frame: Frame) -> Outcome:
    if divided := _periods_divided(frame):
        found = named_selection(frame)
        if isinstance(found, (Ambiguous, Unknown)):
            return found
        rows = found or (None if frame.context.queries else Selection(Scope.NAMED, (frame.department,)))
        return Draft(Operation.RATIO, rows, periods=divided[:1], base=divided[1])
    if not frame.has("op.ratio") and not joined_by(frame, _DIVIDED):
        return None
    if sets := sets_apart(frame, Operation.RATIO):
        return sets if not _second_comes_first(frame) else turned(sets)
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found and len(found.subjects) >= 2:
        first, second = found.subjects[:2]
        if _second_comes_first(frame):
            first, second = second, first
        return Draft(Operation.RATIO, Selection(Scope.NAMED, (first,)), Selection(Scope.NAMED, (second,)))
    return Draft(Operation.RATIO, found, base=frame.timing.base)


_MINUS = re.compile(r"\s*(?:-|引く|ひく|マイナス)\s*")


_MEANING_APART = re.compile(r"違い(?:を教え|は何|って|は\?|とは|が分|がわ)")


_BY_HOW_MUCH = re.compile(
    r"より(?:も)?(?:いくら|幾ら|どれ(?:だけ|くらい|ぐらい|ほど)|どの(?:くらい|ぐらい)|何円|なんぼ)"
)
_DIVIDED_BY = re.compile(r"÷|割る|わる")
_END_MINUS_END = re.compile(r"最大(?:値|額)?\s*(?:-|引く|ひく|マイナス)\s*最小(?:値|額)?")


def extremes(frame: Frame) -> Outcome:
    """«一番多い課と少ない課の差», «最大は最小の何倍», «2番目と3番目の差»: two places of one ranking."""
    divided = bool(_DIVIDED_BY.search(frame.text))
    divided_or_more = divided or bool(_BY_HOW_MUCH.search(frame.text))
    apart = divided_or_more or frame.has("op.difference", "op.ratio") or bool(_END_MINUS_END.search(frame.text))
    wanted = scope(frame) or (Scope.PROJECTS if frame.divisions and both_ends(frame) else None)
    if wanted is None or not apart:
        return None
    by = measure(frame)
    operation = Operation.RATIO if divided or frame.has("op.ratio") else Operation.DIFFERENCE
    if both_ends(frame):
        top = selection(frame, wanted, order=Order(True, by), limit=1)
        bottom = selection(frame, wanted, order=Order(False, by), limit=1)
        return Draft(operation, top, bottom, measure=by)
    places = [start + offset for start, limit in windows(frame) if limit for offset in range(limit)]
    if len(places) != 2 or not frame.scan.numbers(NumberKind.NTH):
        return None
    first, second = (selection(frame, wanted, order=order(frame, by), start=place, limit=1) for place in places)
    return Draft(operation, first, second, measure=by)


def difference(frame: Frame) -> Outcome:
    """Two things apart: «AとBの差», «#50-#52»."""
    less = LESS.search(frame.text)
    if not joined_by(frame, _MINUS) and not frame.has("op.difference") and not less:
        return None
    sums = subtracted(frame) if is_of_sums(frame) else None
    if less and isinstance(sums, Draft):
        return sums
    if isinstance(sums, Draft) and is_row_and_sum(sums):
        return sums
    if sets := larger_set(frame) or sets_apart(frame, Operation.DIFFERENCE):
        return sets
    if sums is not None:
        return sums
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found is None and len(frame.context.subjects) > 1 and not frame.about_change and not frame.timing.periods:
        return Draft(Operation.DIFFERENCE, None)
    if found is None or len(found.subjects) < 2:
        return None
    if all(n.kind is Kind.ACCOUNT for n in found.subjects) and _MEANING_APART.search(frame.text):
        return Draft(Operation.DEFINE, Selection(), term=vocabulary().term(frame.text), facets=())
    if _asks_which(frame):
        return comparison(frame, found)
    return Draft(Operation.DIFFERENCE, replace(found, subjects=found.subjects[:2]))


_WHICH_OF_TWO = re.compile(r"(?:どちら|どっち|いずれ|どこ)(?!も)")


def _asks_which(frame: Frame) -> bool:
    """«額が上回るのはどちらの課で、開きはいくら»; «AよりBのほうが高いんだっけ？差額も»: the larger, and by how much."""
    if frame.has("op.compare", "ask.which") or _WHICH_OF_TWO.search(frame.text):
        return True
    return frame.has("size.big", "size.small") and frame.has("ask.confirm") and not frame.has("ask.amount")


def compare(frame: Frame) -> Outcome:
    asks = frame.has("op.compare", "size.big", "size.small", "rank.most", "rank.least") or frame.about_change
    if not asks or frame.has("ref.both"):
        return None
    if frame.has("agg.sum") and frame.about_change and not _WHICH_OF_TWO.search(frame.text):
        return None  # «3課の予算を束ねて、前年度と比べていくらの減»
    if sets := larger_set(frame):
        return sets
    if dimension_said(frame):
        return None
    if not frame.has("op.compare", "size.big", "size.small", "rank.most", "rank.least"):
        return None
    found = subjects(frame)
    if not isinstance(found, tuple) or len(found) < 2:
        return None
    kinds = {n.kind for n in found}
    if Kind.PROJECT in kinds and Kind.DIVISION in kinds:
        return None
    if Kind.DIVISION in kinds and frame.speaks_of_projects:
        return None  # «AとBの事業で一番大きいのは»: one of the rows
    if both_ends(frame) or frame.has("rank.order", "rank.descending", "rank.ascending"):
        return None
    return comparison(frame, Selection(Scope.NAMED, found))


def comparison(frame: Frame, rows: Selection | None) -> Draft:
    asked = (Facet.NAME, Facet.AMOUNT) if frame.has("ask.amount", "ask.extent", "op.difference") else (Facet.NAME,)
    by = measure(frame)
    if rows is not None:
        rows = replace(rows, order=_by_which(frame, by))
    return Draft(Operation.COMPARE, rows, measure=by, facets=asked)


def _by_which(frame: Frame, by: Measure) -> Order:
    """«減り方が大きい» is the most negative, «変動が大きい» the furthest from nothing."""
    small = frame.has("size.small", "rank.least") and not frame.has("size.big")
    if by is Measure.BUDGET:
        return Order(not small, by)
    moved = direction(frame)
    if moved in {None, Direction.CHANGED}:
        return Order(not small, by, magnitude=True)
    return order(frame, by)
