"""Rows whose change is held against that of another row or of all: «部全体の増減率より大きく減った課»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlp.frame import Frame
from nlp.query import Beyond, Condition, Direction, Kind, Measure, Moved, Named, Statistic
from nlp.scan import Span

_DOWN = (
    r"(?:減(?:少)?(?:率|額|幅|り(?:方|幅)?)?|下落(?:率|幅)?|落ち(?:込み)?(?:方|幅)?|下げ(?:幅|方)?"
    r"|マイナス(?:幅|率)?|削減(?:率|額|幅)?)"
)
_UP = r"(?:増(?:加)?(?:率|額|幅)|増加|増え(?:方|幅)?|上げ幅|プラス幅)"
_SIGNED = r"(?:増減率|伸び率|伸び|変化率|騰落率|前年度?比|対前年度?比)"
_WHAT = rf"(?P<what>{_SIGNED}|{_DOWN}|{_UP})"
_ITS = rf"(?:全体|合計|計)?(?:の{_WHAT.replace('what', 'its')})?"
_THAN = r"(?:より(?:も)?|以上に|に比べて?|と比べて?)"
_DEGREE = r"(?P<degree>大きく|多く|激しく|きつく|急に|ひどく|大幅に|もっと|更に|さらに|小さく|緩く|緩やかに|少なく)?"
_MOVED = r"(?P<way>減っ|減少し|落ち込ん|落ち|下がっ|縮小し|増え|増加し|伸び|上がっ)(?:た|だ|ている|てる|でいる|とる)"
_SIZE = (
    r"(?:(?P<more>大き[いな]|きつい|激しい|急な?|ひどい|深い|高い|厳しい|大幅な?|多い)"
    r"|(?P<less>小さ[いな]|緩い|緩やかな?|ゆるい|ゆるやかな?|低い|浅い|少ない|軽い|小幅な?))"
)
_HEAD = r"(?=\s*の?(?:課|会計|特別会計|特会|ところ|とこ|もの|の(?:は|って|を|が|どこ|[?。\s]|$)|部署))"
_REACHED = r"(?:(?P<over>上回|超え)|(?P<under>下回))(?:る|った|た|って(?:い)?る|て(?:い)?る)"
_BY_VERB = re.compile(rf"{_ITS}{_THAN}\s*{_DEGREE}{_MOVED}{_HEAD}")
_BY_SIZE = re.compile(rf"{_ITS}{_THAN}\s*(?:{_WHAT}(?:が|の|は)?)?{_SIZE}{_HEAD}")
_BY_REACH = re.compile(rf"{_ITS}(?:を|より)\s*{_REACHED}(?:{_WHAT}(?:を?(?:示し|記録し|し|になっ|となっ)た)?)?{_HEAD}")
_BEFORE = re.compile(rf"{_WHAT.replace('what', 'first')}(?:が|の|は)\s*$")
_WHOSE = re.compile(r"(?:課|全課|各課|6課|部)の?\s*$")
_STATISTICS = {"agg.mean": Statistic.MEAN, "agg.median": Statistic.MEDIAN}
_KINDS = frozenset({Kind.DIVISION, Kind.ACCOUNT, Kind.DEPARTMENT})


def moved_more(frame: Frame) -> Frame | None:
    """The rows beyond it by their change, and which way they moved where that is said."""
    for span in frame.scan.spans:
        of = _reference(frame, span)
        if of is None:
            continue
        for pattern in (_BY_VERB, _BY_SIZE, _BY_REACH):
            match = pattern.match(frame.text, span.end)
            before = _BEFORE.search(frame.text, 0, span.start)
            read = tuple(_conditions(match, before, of)) if match else ()
            if match is None or not read:
                continue
            start = before.start() if before else span.start
            if isinstance(of, Statistic) and (whose := _WHOSE.search(frame.text, 0, start)):
                start = whose.start()
            rest = frame.without([(start, match.end())], *read)
            if rest.has("noun.division", "noun.account") or rest.accounts:
                return rest
            return rest.reread(rest.scan.adding(Span(start, start + 1, ("noun.division", "ask.which"))))
    return None


def _reference(frame: Frame, span: Span) -> Named | Statistic | None:
    for concept in span.concepts:
        if concept in _STATISTICS:
            return _STATISTICS[concept]
    if "noun.department" in span.concepts:
        return frame.department
    return span.names[0] if len(span.names) == 1 and span.names[0].kind in _KINDS else None


def _conditions(match: re.Match[str], before: re.Match[str] | None, of: Named | Statistic) -> Iterable[Condition]:
    groups = match.groupdict()
    said = [groups.get("what"), groups.get("its"), before["first"] if before else None]
    nouns = [noun for noun in said if noun]
    way = _way(groups.get("way"), nouns)
    less = bool(groups.get("less") or groups.get("under") or re.match("小さ|緩|少な", groups.get("degree") or ""))
    if not nouns and not groups.get("way"):
        return  # of budgets, which `beyond` reads
    by_rate = any(re.search("率|比", noun) for noun in nouns)
    by_amount = any(re.search("額", noun) for noun in nouns)
    whole = isinstance(of, Named) and of.kind is not Kind.DIVISION
    if not (by_rate or by_amount or whole) or (isinstance(of, Statistic) and way is not None):
        return  # by amount or by rate is not said; the mean of all, or of those that fell?
    if way is None and re.match("大き|小さ|大幅|小幅", groups.get("more") or groups.get("less") or ""):
        return  # «増減率がより大きい»: up, or further from nothing
    by = Measure.CHANGE if by_amount and not by_rate else Measure.CHANGE_RATE
    above = (not less) is (way is not Direction.DOWN)
    yield Beyond(of, above, by=by)
    if way is not None:
        yield Moved(way)


def _way(verb: str | None, nouns: list[str]) -> Direction | None:
    """A verb tells it; else the nouns do, unless all are signed."""
    if verb:
        return Direction.DOWN if re.match("減|落|下|縮", verb) else Direction.UP
    ways = [noun for noun in nouns if not re.fullmatch(_SIGNED, noun)]
    if not ways:
        return None
    return Direction.DOWN if re.fullmatch(_DOWN, ways[0]) else Direction.UP
