"""What is done with rows: counted instead of added, or without the largest of them."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.frame import Frame
from nlp.numbers import NumberKind, NumberMention, count_of
from nlp.query import Kind
from nlp.scan import Span

_LOOKED_AT = r"見て?|みて?|言うと?|いうと?|比べ(?:て|る|ると)?"
_BY_COUNT = re.compile(
    r"(?:事業)?(?:件数|本数|事業数|個数)(?:ベース|のベース)?(?:で(?:は)?|としては|から|に)"
    rf"(?:{_LOOKED_AT}|数え(?:て|る|ると)?|した?場合|すると|して)*(?:は|も)?"
    rf"|(?:事業)?(?:件数|本数|事業数)ベース(?:の)?|(?<![一-鿿])数(?:で(?:は)?)(?:{_LOOKED_AT})"
)
_HELD = ("op.share", "op.percent", "op.compare", "op.ratio", "op.difference", "size.big", "size.small", "rank.most")
_LARGEST = (
    r"(?:断トツ|ダントツ|最大|最高額|トップ|1位|一位|首位|一番(?:大きい|大きな|多い|高い|でかい)"
    r"|最も(?:大きい|大きな|多い|高い)|突出した|飛び抜けた|ずば抜けた)"
)
_SMALL_N = r"[0-9]+|[一二三四五六七八九]"
_LEFT_OUT = re.compile(
    rf"(?:{_LARGEST}(?:の|な)?(?:(?P<n>{_SMALL_N})(?:件|つ|本|事業))?"
    rf"|(?:上位|トップ|上から)(?P<top>{_SMALL_N})(?:件|つ|位|本|事業)?(?:まで)?)"
    r"(?:の?(?:事業|もの|やつ|項目|課))?(?:\s*[(（][^)）]*[)）])?\s*(?:を|だけ|は|だけを)?\s*"
    r"(?:除|外し|はずし|抜|ぬ(?=い|か)|どけ|のけ|のぞ|省)(?:い|く|き|ける|けば|いた|した|いて|かし|し)*(?:て|た|と|ば|場合)*"
)


def by_count(frame: Frame) -> Frame | None:
    """«件数ベースで何%», «件数で比べると»: of shares and comparisons."""
    match = _BY_COUNT.search(frame.text)
    if match is None or not frame.has(*_HELD) or frame.has("rank.order", "rank.descending", "rank.ascending"):
        return None
    return replace(frame.without([match.span()]), counting=True)


def largest_left_out(frame: Frame) -> Frame | None:
    """«断トツの1件を外した75件の平均», «上位3件を除くと»."""
    match = _LEFT_OUT.search(frame.text)
    if match is None or not frame.has("agg.mean", "agg.median", "agg.sum", "ask.count", "ask.amount"):
        return None
    many = count_of(match["top"] or match["n"] or "") or 1
    return replace(frame.without([match.span()]), skipped=many)


_NEAREST = re.compile(
    r"(?:円)?(?:という額|の額)?に(?:金額|予算額?|額)?(?:が|の)?(?:(?P<most>一番|いちばん|最も|もっとも)(?:金額|予算額?|額)?(?:が|の)?近い|近い順(?P<order>に|で|の)?)"
)


def nearest(frame: Frame) -> Frame | None:
    """«1億円に一番近い事業», «5億円に近い順に3件»: by how far from an amount, above or below."""
    for span in frame.scan.spans:
        amount = span.amount
        # «1億円に近い» by itself would have been read as a little less than that.
        text_end = amount.start + len(amount.said.removesuffix("に近い")) if amount else 0
        match = _NEAREST.match(frame.text, text_end) if amount else None
        if amount is None or amount.high is None or match is None:
            continue
        rest = frame.without([(span.start, match.end())])
        order = Span(match.start(), match.end(), ("rank.most",) if match["most"] else ("rank.order",))
        return replace(rest.reread(rest.scan.adding(order)), near=int(amount.high / 1000))
    return None


_TOGETHER = ("agg.sum", "agg.mean", "agg.median", "ask.count", "op.compare", "op.share", "op.percent", "op.difference")
_POINTS = ("ref.it", "ref.those", "ref.both", "by.division", "neg.except")


def every_division(frame: Frame) -> Frame | None:
    """«6課の増減率» where there are six: of each of them."""
    divisions = len(frame.lexicon.of_kind(Kind.DIVISION))
    if frame.divisions or frame.has(*_TOGETHER) or frame.has(*_POINTS) or frame.has("rank.most", "rank.least"):
        return None
    for span in frame.scan.spans:
        number = span.number
        every = number is not None and number.kind is NumberKind.COUNT and number.value == divisions
        if every and frame.text[span.end - 1] == "課":
            return frame.reread(
                frame.scan.without([(span.start, span.end)]).adding(Span(span.start, span.end, ("by.division",)))
            )
    return None


_FIRST = r"(?P<most>一番|いちばん|最も|もっとも|トップ|最大|最小|最高額?|最低額?|最多|最少|1位|一位|首位)"
_NEXT_TO_IT = re.compile(
    rf"{_FIRST}(?P<size>[ぁ-ん一-鿿]{{0,4}}?)(?:の|な)?(?P<head>事業|課|もの|やつ|会計|ところ)?"
    r"(?P<next>(?P<and>と、?|、)?(?:その|の)次(?:に|の|は|点|って|$))"
)
_SMALLEST = ("最小", "最低", "最低額", "最少")


def next_to_the_first(frame: Frame) -> Frame | None:
    """«一番安い事業の次に安いのは» is the second; «一番大きい事業とその次» the first two."""
    match = _NEXT_TO_IT.search(frame.text)
    if match is None:
        return None
    start, end = match.span("next")
    second = NumberMention(start, end, NumberKind.NTH, 1 if match["and"] else 2, through=2 if match["and"] else None)
    scan = frame.scan.without([match.span("most"), (start, end)])
    if match["most"] in _SMALLEST:
        scan = scan.adding(Span(*match.span("most"), concepts=("size.small",)))
    return frame.reread(scan.adding(Span(start, end, number=second)))
