"""Being above or below what was is having moved: «前年度当初を上回る課», «9月現計より少ない»."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from kanjize import kanji2number

from nlp.amounts import bound_after
from nlp.numbers import NumberKind, NumberMention
from nlp.scan import Scan, Span
from nlp.timing import is_base
from nlp.vocabulary import IDLE

_ITS = r"(?:の?(?:当初)?(?:予算|金額|額|実績|水準)額?)?"
_THAN = r"より(?:も)?(?:予算額?|金額|額)?(?:が|の|は)?"
_UP = re.compile(
    rf"{_ITS}(?:を[^、。]{{0,8}}?(?P<verb>上回|超え|超す|越え|こえ)|{_THAN}(?P<more>多|大き|高(?!ま)|上(?!が)))"
)
_DOWN = re.compile(
    rf"{_ITS}(?:を[^、。]{{0,8}}?(?P<verb>下回|割)|{_THAN}(?P<more>少な|小さ|低(?!下)|下(?!が))|(?P<short>未満|に(?:届か|満た|達し|及ば)な))"
)


_LARGER_THAN = re.compile(
    r"より(?:も)?、?(?P<said>(?:(?:今年|本年|新年)度?の?)?当初(?:予算)?額?の?(?:ほう|方)?が"
    r"(?:(?P<up>大き|多|高)|(?P<down>小さ|少な|低))(?:い|く)?)"
)
"""«9月現計より当初のほうが大きい課»: the later is held against the earlier."""
_COMPARED = re.compile(r"(?:予算額?|計上額|額)?[とに](?P<with>比較|比べ|くらべ|対比)")
"""«前年度当初と比較して»: periods are compared, not things."""


_SAME = re.compile(r"(?:の?(?:予算額?|金額|額))?(?:が|で|は|と)?(?P<same>同じ(?:額)?|同額|一致|等し)(?!年|時)")


_NOT_SAME = re.compile(r"(?:し|じゃ|では?|に)?(?:なって|て)?(?:い)?(?:ない|無い|ません)")
_UP_TO = re.compile(
    r"(?:どこ|いくら|何円|何億円?|どれだけ|どの(?:くらい|程度)の?額?)(?:に)?まで"
    r"(?:膨ら|ふくら|増え|伸び|減っ|減り|縮|落ち|上が|下が|積)(?:ん|み|まっ|った|って)?"
)
"""«どこまで膨らんだ»: the level, not by how much."""


def moved_against_periods(scan: Scan) -> Scan:
    """The scan with what holds rows against a period read as a movement."""
    if level := _UP_TO.search(scan.text):
        scan = scan.reread(*level.span(), IDLE)
    last = scan.periods[-1] if len(scan.periods) > 1 else None
    if last and (same := _SAME.match(scan.text, last.end)):
        denied = _NOT_SAME.match(scan.text, same.end())
        if denied:
            scan = scan.reread(same.start("same"), denied.end(), "move.changed")  # «…が一致しない課»
        else:
            scan = scan.reread(*same.span("same"), "move.flat")  # «前年度当初と9月現計が同じ課»
        if scan.text.startswith("課", same.end()):
            scan = scan.adding(Span(same.end(), same.end() + 1, ("noun.division",)))
    for mention in scan.periods:
        for pattern, concept in ((_UP, "move.up"), (_DOWN, "move.down")):
            match = pattern.match(scan.text, mention.end)
            if match:
                group = match.lastgroup or ""
                scan = scan.reread(*match.span(group), concept)
        if larger := _LARGER_THAN.match(scan.text, mention.end):
            said = larger.span("said")
            scan = scan.without([said]).adding(Span(*said, ("move.up" if larger["up"] else "move.down",)))
        if compared := _COMPARED.match(scan.text, mention.end):
            scan = scan.reread(*compared.span("with"), "move.versus")
        if times := _TIMES.match(scan.text, mention.end):
            scan = _moved_by_times(scan, times)
    return _doubled(scan)


_TIMES = re.compile(
    rf"{_ITS}の?(?P<said>(?P<n>[0-9]+(?:\.[0-9]+)?|[二三四五六七八九十両])?倍|(?P<half>半分|半額|2分の1|二分の一|1/2))"
)


def _moved_by_times(scan: Scan, said: re.Match[str]) -> Scan:
    """«前年度の2倍を超える» is a growth of more than 100%, «9月現計の半分以下» a fall of 50% or more."""
    number = said["n"] or ("2" if said["said"] == "倍" else "")
    times = Decimal("0.5") if said["half"] else Decimal(number if number.isascii() else kanji2number(number) or 2)
    how, end = bound_after(scan.text, said.end())
    if how not in _OF_TIMES or (times < 1) == (how in _UPWARD):
        return scan
    start, inclusive = said.start("said"), how not in {"over", "under"}
    return _moved_at_least(scan, start, end, int((times - 1) * 1000), inclusive=inclusive)


def _moved_at_least(scan: Scan, start: int, end: int, permille: int, *, inclusive: bool = True) -> Scan:
    mention = NumberMention(start, end, NumberKind.PERCENT, 0, abs(permille), None, inclusive, bounded=True)
    moved = scan.reread(start, end, "move.down" if permille < 0 else "move.up")
    return moved.adding(Span(start, end, number=mention))


_UPWARD = frozenset({"at_least", "over"})
_OF_TIMES = _UPWARD | {"at_most", "under"}
_BY_A_FACTOR = re.compile(r"(?P<up>倍増)|(?P<down>半減)")


def _doubled(scan: Scan) -> Scan:
    """«倍増した», «半減した»: by how much it moved is said with which way."""
    match = _BY_A_FACTOR.search(scan.text)
    if match is None or scan.numbers(NumberKind.PERCENT):
        return scan
    return _moved_at_least(scan, *match.span(), 1000 if match["up"] else -500)


_MINUS = re.compile(r"\s*(?:-|ー|引く|マイナス)\s*")


_HELD_AGAINST = re.compile(r"(?:と|に)(?:比べ|くらべ|比較し|対比し)(?:て|ると|たら|れば)[、は]*(?:どう|いかが)")
"""«去年と比べてどう?»"""


_IN_TERMS_OF = re.compile(r"ベース[。、で]?")
"""«R1当初ベースで何%»: which figures are put over which, not what they are compared with."""


def speaks_of_change(scan: Scan) -> bool:
    """Whether a question speaks of a change between periods."""
    if scan.has("move.change", "move.up", "move.down", "move.flat", "move.changed", "move.rate"):
        return True
    held = scan.has("op.percent", "op.ratio", "op.difference") or _HELD_AGAINST.search(scan.text)
    bases = [period for period in scan.periods if is_base(scan.text, period)]
    if held and any(not _IN_TERMS_OF.match(scan.text, period.end) for period in bases):
        return True  # «前年度当初から何%», «9月現計との差»
    if any(_MINUS.fullmatch(scan.text, a.end, b.start) for a, b in itertools.pairwise(scan.periods)):
        return True  # «R1現計-R1当初»
    return len({p.fiscal_year or p.phase for p in scan.periods}) > 1 and scan.has(
        "op.difference", "move.versus", "op.compare"
    )
