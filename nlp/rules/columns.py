"""Columns of the first table asked for one after the other: «R2当初、R1当初、増減額・率»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp.draft import Draft
from nlp.frame import Frame
from nlp.numbers import count_of
from nlp.periods import PeriodMention, resolve
from nlp.polar import is_polar
from nlp.query import TABLE_KINDS, Measure, Operation, Period, Selection
from nlp.rules.asked import Outcome, named_selection
from nlp.scan import Span
from nlp.timing import chronological, is_base
from nlp.vocabulary import IDLE

_BETWEEN = re.compile(
    r"(?:[\s、,・/:;+&()（）「」\"]|および|及び|ならびに|並びに|それから|あと|それぞれ|と|や|の|は|も|を|で|が|に)+"
)
_RATE = re.compile(r"(?:の?(?:増減|伸び|増加|減少|変化))?率|(?:増減)?(?:何|なん)?(?:%|パーセント)")
_CHANGE = re.compile(r"(?:増減|増加|減少|変動|変化)(?:の?(?:額|幅))?|増額|減額|差引き?|差(?:額|分)?|実額|伸び(?!率)|幅")
_AMOUNT = re.compile(r"(?:当初)?予算額?|計上額|金額|額")
_OF_A_PERIOD = re.compile(r"(?:の?(?:当初)?(?:予算額?|金額|額|計))?")
_COMPARED = re.compile(r"(?:予算額?|額)?(?:対?比(?!較)|との比較|に対する?)")
_SO_MANY = re.compile(r"(?P<n>[2-5二三四五両])(?:点|つ|時点|項目|本|列)(?:セット)?")
_TAIL = re.compile(
    r"(?:(?:を|で|の|は)?(?:一覧(?:表)?|並べ|教え|おしえ|示し|出し|知り|お願い|頼|下さ|くださ|願い|比較|対比|どう|いくら|全部|両方|まとめ|表示"
    r"|ご?教示|です|ます|でしょう)|[ぁ-ん?。!])*"
)
_BOTH = re.compile(r"両方|とも")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Columns:
    wanted: tuple[Period | Measure, ...]
    """In the order said: a period's amounts, or what moved."""
    base: Period | None
    """What is said to be compared with."""


def columns(frame: Frame) -> Outcome:
    """Several columns of named rows, each an answer of its own."""
    if is_polar(frame):
        return None  # «予算額は減少していますか» asks whether
    read = _columns(frame) if frame.scan.periods or frame.about_change else None
    if read is None or len(read.wanted) < _FEWEST:
        return None
    found = named_selection(frame)
    if not isinstance(found, Selection) or any(named.kind not in TABLE_KINDS for named in found.subjects):
        return None
    drafts = _drafts(frame, read, found)
    return replace(drafts[0], also=tuple(drafts[1:])) if drafts else None


def _drafts(frame: Frame, read: _Columns, rows: Selection) -> list[Draft]:
    default = frame.default_period
    said = sorted((one for one in read.wanted if isinstance(one, Period)), key=chronological)
    if not said and read.base is None:
        return []  # «増減額・率»: of one comparison, which `change` reads
    moved = [one for one in read.wanted if isinstance(one, Measure)]
    if len(said) == 1 and read.base is None and said[0] != default and moved:
        return []  # «R1当初 増減額»: asked about, or compared with?
    later = said[-1] if said else default
    bases: tuple[Period | None, ...] = (read.base,) if read.base else tuple(said[:-1]) or (None,)
    drafts = []
    for one in read.wanted:
        if isinstance(one, Period):
            drafts.append(Draft(Operation.SHOW, rows, periods=(one,)))
        else:
            drafts.extend(Draft(Operation.SHOW, rows, measure=one, periods=(later,), base=base) for base in bases)
    return drafts


def _columns(frame: Frame) -> _Columns | None:
    """The columns, where the question says nothing else after what it is about."""
    text, catalogue = frame.text, frame.lexicon.catalogue
    mentions = {mention.start: mention for mention in frame.scan.periods}
    wanted: list[Period | Measure | None] = []
    base: Period | None = None
    position = _after_the_subject(frame)
    if any(span.end <= position and not _is_subject(span) for span in frame.scan.spans):
        return None
    while position < len(text):
        if between := _BETWEEN.match(text, position):
            position = between.end()
            if wanted and between.group().endswith("の") and _measure_at(text, position, moved=True):
                return None  # «R1当初と9月現計の差»: of the two, not beside them
        elif mention := mentions.get(position):
            period = resolve(_previous_initial(frame, mention), catalogue.periods)
            if is_base(text, mention):
                compared = _COMPARED.match(text, mention.end)
                if base is not None or (compared is None and not text.startswith("対", position - 1)):
                    return None
                base, position = period, compared.end() if compared else mention.end
            else:
                wanted.append(period)
                position = _end(_OF_A_PERIOD, text, mention.end)
        elif text.startswith("対", position) and position + 1 in mentions:
            position += 1
        elif column := _measure_at(text, position, moved=base is not None or Measure.CHANGE in wanted):
            measure, position = column
            wanted.append(measure)
        elif _ended(text, position, len(dict.fromkeys(wanted))):
            break
        else:
            return None
    if _BOTH.search(text) and Measure.CHANGE in wanted and Measure.CHANGE_RATE not in wanted:
        wanted.append(Measure.CHANGE_RATE)
    # «予算額、令和元年度当初» is one; where no period is said it is the document's own.
    named = any(isinstance(one, Period) for one in wanted)
    columns = (frame.default_period if one is None else one for one in wanted if one is not None or not named)
    return _Columns(tuple(dict.fromkeys(columns)), base)


def _measure_at(text: str, position: int, *, moved: bool) -> tuple[Measure | None, int] | None:
    """What moved, or None for the amount itself, and where it ends; after a comparison «額» is of what moved."""
    if match := _RATE.match(text, position):
        return Measure.CHANGE_RATE, match.end()
    if match := _CHANGE.match(text, position):
        return Measure.CHANGE, match.end()
    if match := _AMOUNT.match(text, position):
        return (Measure.CHANGE if moved and match.group() in {"額", "金額"} else None), match.end()
    return None


def _ended(text: str, position: int, count: int) -> bool:
    """Nothing but politeness follows, or how many columns there are."""
    many = _SO_MANY.match(text, position)
    if many and count_of(many["n"].replace("両", "2")) != count:
        return False
    return _TAIL.fullmatch(text, many.end() if many else position) is not None


def _after_the_subject(frame: Frame) -> int:
    """Where the names, or the department, end: what stands before the first column."""
    first = min((mention.start for mention in frame.scan.periods), default=len(frame.text))
    things = (*frame.scan.names, *frame.scan.all("noun.department"))
    return max((span.end for span in things if span.start <= first or span.names), default=0)


def _is_subject(span: Span) -> bool:
    return bool(span.names) or "noun.department" in span.concepts or span.concepts == (IDLE,)


def _previous_initial(frame: Frame, mention: PeriodMention) -> PeriodMention:
    """«当初比»: an initial budget is compared with the one before, not with itself."""
    if mention.fiscal_year is None and mention.phase and mention.month is None and is_base(frame.text, mention):
        earlier = [p for p in frame.lexicon.catalogue.periods[1:] if p.phase is mention.phase]
        return replace(mention, fiscal_year=earlier[0].fiscal_year) if earlier else mention
    return mention


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
