"""Being above or below what was is having moved: «前年度当初を上回る課», «9月現計より少ない»."""

from __future__ import annotations

import itertools
import re

from nlp.scan import Scan, Span
from nlp.timing import is_base

_ITS = r"(?:の?(?:当初)?(?:予算|金額|額|実績|水準)額?)?"
_THAN = r"より(?:も)?(?:予算額?|金額|額)?(?:が|の|は)?"
_UP = re.compile(
    rf"{_ITS}(?:を[^、。]{{0,8}}?(?P<verb>上回|超え|超す|越え|こえ)|{_THAN}(?P<more>多|大き|高(?!ま)|上(?!が)))"
)
_DOWN = re.compile(
    rf"{_ITS}(?:を[^、。]{{0,8}}?(?P<verb>下回|割)|{_THAN}(?P<more>少な|小さ|低(?!下)|下(?!が))|(?P<short>未満|に(?:届か|満た|達し|及ば)な))"
)


_COMPARED = re.compile(r"(?:予算額?|計上額|額)?と(?P<with>比較)")
"""«前年度当初と比較して»: periods are compared, not things."""


_SAME = re.compile(r"(?:の?(?:予算額?|金額|額))?(?:が|で|は|と)?(?P<same>同じ(?:額)?|同額|一致|等し)(?!年|時)")


def moved_against_periods(scan: Scan) -> Scan:
    """The scan with what holds rows against a period read as a movement."""
    last = scan.periods[-1] if len(scan.periods) > 1 else None
    if last and (same := _SAME.match(scan.text, last.end)):
        scan = scan.reread(*same.span("same"), "move.flat")  # «前年度当初と9月現計が同じ課»
        if scan.text.startswith("課", same.end()):
            scan = scan.adding(Span(same.end(), same.end() + 1, ("noun.division",)))
    for mention in scan.periods:
        for pattern, concept in ((_UP, "move.up"), (_DOWN, "move.down")):
            match = pattern.match(scan.text, mention.end)
            if match:
                group = match.lastgroup or ""
                scan = scan.reread(*match.span(group), concept)
        if compared := _COMPARED.match(scan.text, mention.end):
            scan = scan.reread(*compared.span("with"), "move.versus")
    return scan


_MINUS = re.compile(r"\s*(?:-|ー|引く|マイナス)\s*")


_HELD_AGAINST = re.compile(r"(?:と|に)(?:比べ|くらべ|比較し|対比し)(?:て|ると|たら|れば)[、は]*(?:どう|いかが)")
"""«去年と比べてどう?»"""


def speaks_of_change(scan: Scan) -> bool:
    """Whether a question speaks of a change between periods."""
    if scan.has("move.change", "move.up", "move.down", "move.flat", "move.changed", "move.rate"):
        return True
    held = scan.has("op.percent", "op.ratio", "op.difference") or _HELD_AGAINST.search(scan.text)
    if held and any(is_base(scan.text, period) for period in scan.periods):
        return True  # «前年度当初から何%», «9月現計との差»
    if any(_MINUS.fullmatch(scan.text, a.end, b.start) for a, b in itertools.pairwise(scan.periods)):
        return True  # «R1現計-R1当初»
    return len({p.fiscal_year or p.phase for p in scan.periods}) > 1 and scan.has(
        "op.difference", "move.versus", "op.compare"
    )
