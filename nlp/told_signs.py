"""What is said by signs and whole phrases rather than by one term, and stands in none of the queries."""

from __future__ import annotations

import re

from nlp.either import one_or_other
from nlp.frame import Frame
from nlp.phrases.same_way import SAME_WAY
from nlp.query import (
    Aggregate,
    AmountRange,
    Beyond,
    BeyondClaim,
    Either,
    InCategory,
    InPolicy,
    LargerClaim,
    Moved,
    Operation,
    Query,
    RankClaim,
    RateRange,
    Scope,
)
from nlp.rules.subtracting import LESS
from nlp.selecting import both_ends
from nlp.told import Said

_MANY_DIVISIONS = re.compile(
    r"(?:最も|一番|いちばん)(?:多く|たくさん)の(?:課|部署|戦略|柱|会計)|最多の?課(?!の|は|が|で)|課数(?=が(?:最|一番))"
    r"|(?:最も|一番|いちばん)(?:担当)?課が(?:多|たくさん)|課が(?:最も|一番|いちばん)(?:多|たくさん)(?=[^、。?]{0,4}(?:事業|もの|やつ))"
)
"""«最も多くの課が共管»: rows by how many divisions they have, which nothing ranks by."""
_DIVIDED = re.compile(r"÷|(?<=[課部計])\s*[/](?=(?:課|部)(?:予算|計|合計))")
_ENDS = ("rank.most", "rank.least", "size.big", "size.small")
_PLACE_MOVED = re.compile(r"(?:順位|ランク)(?:が|の)(?:変|上が|下が|入れ替|上昇|下降|逆転)")
_IN_PRINT = re.compile(r"(?:最初|最後|先頭|末尾)(?:に(?:載|掲載|書|出て|ある)|の(?:主要)?(?:事業|課|行|項目))")
"""Orders that nothing sorts by."""
_NOTED = re.compile(r"[∈∉∋∌⊂⊆⊇∩∪∖¬≠∧∨⊕\\]")
"""Signs that `nlp.notation` could not put into words."""
_RELATION = re.compile(r"(?<![-=])[<>≥≧≤≦](?![^<>]{0,4}[<>])")
"""Outside of an amount or a rate it holds something against what nobody read."""
_ALIKE = re.compile(r"(?:同じ|同)(?:区分|戦略|柱|分野)")


_MOVED_NOT = re.compile(
    r"(?:増え|ふえ|減っ|へっ|増加し|減少し|上回っ|下回っ|超え|伸び)(?:て)?(?:は)?(?:い|おり)?(?:ない|ません|なかった)\s*の?(?=課|会計|特別会計|特会|ところ|もの)"
)
"""«増えていない課»: rows by how they did not move."""


def _denies_a_move(queries: tuple[Query, ...]) -> bool:
    rows = [rows for query in queries for rows in (query.selection, query.other) if rows]
    return any(getattr(condition, "negated", False) for each in rows for condition in each.conditions) or any(
        not isinstance(condition, Moved) and isinstance(condition, AmountRange | RateRange | Beyond)
        for each in rows
        for condition in each.conditions
    )


_HOLDING = (Operation.COMPARE, Operation.DIFFERENCE, Operation.RATIO, Operation.CHECK, Operation.WHY, Operation.SHARE)
_AGAINST = re.compile(
    r"(?:全体|合計|計)?(?:の(?:増減|減少|増加|伸び|変化)(?:率|額|幅)?|の(?:減り|増え|落ち)方?)?(?:より(?:も)?|以上に|を(?:上回|下回|超え))"
    r"[^。、?]{0,8}?(?:減|増|伸|落|下が|上が|下げ|上げ)"
)


_NOT_BY = re.compile(r"(?:課別|区分別|戦略別|課ごと|区分ごと)[^。、]{0,12}?(?:では|じゃ)(?:なく|ない|無く|無い)")
"""«課別合計の単純加算ではなく»."""
_KNOWN = re.compile(
    r"(?:位|一番|トップ|最大|最小|最高|最低)[^。?]{0,16}?(?:知って|分かって|わかって|承知|見た|いいから)[^。?]{0,6}[。、]?[^?]{0,6}?(?P<next>次)"
)
_ONWARD = re.compile(r"(?:て|で)、?(?P<next>次は(?:どこ|どれ|何))|(?P<all>最後まで)")
_SO_MANY_TIMES = re.compile(r"(?P<said>いくつ(?:並べ|重ね|集め|積め|積ん|合わせ))")


def _of_ranks(frame: Frame, said: Said) -> list[str]:
    """«1位から4位はもう知ってる。その次は»: not from the first; «…が一番で、次はどこ»: not the first alone."""
    ranked = [rows for rows in said.rows if rows.order is not None]
    left = []
    if (known := _KNOWN.search(frame.text)) and any(rows.start == 1 for rows in ranked):
        left.append(known["next"])
    if (onward := _ONWARD.search(frame.text)) and any(rows.limit == 1 for rows in ranked):
        left.append(onward.group())
    return left + [match["said"] for match in _SO_MANY_TIMES.finditer(frame.text)]


def _against(frame: Frame) -> str:
    """«部全体より大きく減った»: a change held against that of another row, or of all."""
    for span in frame.scan.spans:
        of_a_row = span.names or {"noun.department", "agg.mean", "agg.median"}.intersection(span.concepts)
        if of_a_row and (match := _AGAINST.match(frame.text, span.end)):
            return frame.text[span.start : match.end()]
    return ""


def told_otherwise(frame: Frame, queries: tuple[Query, ...], said: Said) -> list[str]:
    """The surfaces that are lost."""
    left: list[str] = []
    if (over := _DIVIDED.search(frame.text)) and not said.does(Operation.RATIO, Operation.SHARE):
        left.append(over.group())
    taken = [(span.start, span.end) for span in frame.scan.spans]
    left += [
        sign.group()
        for sign in _RELATION.finditer(frame.text)
        if not any(start <= sign.start() < end for start, end in taken)
        and not said.does(Operation.CHECK, Operation.COMPARE)
    ]
    if noted := _NOTED.search(frame.text):
        left.append(noted.group())
    if (either := one_or_other(frame)) and not said.has(Either):
        left.append(either)
    if (less := LESS.search(frame.text)) and not said.does(Operation.DIFFERENCE) and not said.about_change:
        left.append(less.group().strip())
    if both_ends(frame) and not _both_ends_shown(queries):
        left.append(next(frame.text[s.start : s.end] for s in frame.scan.all(*_ENDS)))
    if (place := _PLACE_MOVED.search(frame.text)) or (place := _IN_PRINT.search(frame.text)):
        left.append(place.group())
    if (still := _MOVED_NOT.search(frame.text)) and not _denies_a_move(queries):
        left.append(still.group())
    left += _of_ranks(frame, said)
    if said.does(Operation.SHARE) and frame.timing.base and len(frame.scan.periods) > 1 and not said.about_change:
        left.append(frame.text[frame.scan.periods[0].start : frame.scan.periods[0].end])  # «構成比 R1→R2»
    if (denied := _NOT_BY.search(frame.text)) and any(query.group_by for query in queries):
        left.append(denied.group())
    both = frame.has("ref.both") and said.does(Operation.SHARE)
    if both and all(len(rows.subjects) == 1 for rows in said.rows):
        left += [frame.text[span.start : span.end] for span in frame.scan.all("ref.both")[:1]]
    if (against := _against(frame)) and not (
        said.has(Beyond, BeyondClaim, LargerClaim, RankClaim) or said.does(*_HOLDING)
    ):
        left.append(against)
    if (alike := _ALIKE.search(frame.text)) and not said.has(InCategory, InPolicy):
        left.append(alike.group())
    if (many := _MANY_DIVISIONS.search(frame.text)) and not any(query.group_by for query in queries):
        left.append(many.group())
    if (found := _OF_WHAT_WAS_FOUND.search(frame.text)) and any(_everything(query) for query in queries):
        left.append(found.group())
    if (otherwise := _asked_otherwise(frame, queries)) is not None:
        left.append(otherwise)
    confirmed = _CONFIRMED.search(frame.text)
    if confirmed and not frame.context.queries and all(_only_shows(query) for query in queries):
        left.append(confirmed.group())
    return left


_OF_WHAT_WAS_FOUND = re.compile(
    r"(?:残った|残した|絞(?:った|り込んだ)|該当した|挙がった|出てきた|抽出した|今(?:挙げた|出た))(?=事業|もの|やつ|分|課)"
)


def _everything(query: Query) -> bool:
    """«残った事業» is not all there are."""
    rows = query.selection
    return rows.scope in {Scope.PROJECTS, Scope.DIVISIONS} and not rows.conditions and rows.limit is None


def _asked_otherwise(frame: Frame, queries: tuple[Query, ...]) -> str | None:
    """«同じ比較で», where what is asked is not asked as the last was."""
    said = SAME_WAY.search(frame.text)
    if said is None or not frame.context.queries or frame.timing.periods or frame.timing.base:
        return None
    last = frame.context.queries[-1]
    alike = all((q.period, q.base) == (last.period, last.base) for q in queries)
    return None if alike else said.group()


_CONFIRMED = re.compile(
    r"(?:(?:です|でした|ます|ました|だ|だった|た|る|い)よ(?:ね|な)|で(?:合って|間違い|まちがい|正しい)[^。?]{0,14}|(?:では|じゃ)なかった(?:です)?(?:か|っけ)"
    r"|と(?:の|いう)(?:理解|認識|こと)で[^。?]{0,14}|相違(?:ない|ありませ|ございませ)[^。?]{0,6})[?。\s]*$"
)
"""A statement said to be confirmed, at the very end."""


def _only_shows(query: Query) -> bool:
    """No yes or no comes of it."""
    return query.operation in {Operation.SHOW, Operation.SUM, Operation.RANK} and query.claim is None


def _both_ends_shown(queries: tuple[Query, ...]) -> bool:
    """«件数最多の課と最少の課»: from the top and from the bottom."""
    orders = {rows.order.descending for q in queries for rows in (q.selection, q.other) if rows and rows.order}
    held = any(query.operation in {Operation.COMPARE, Operation.CHECK, Operation.WHY} for query in queries)
    both = any({Aggregate.LARGEST, Aggregate.SMALLEST} <= set(query.aggregates) for query in queries)
    whole = any(q.operation is Operation.RANK and q.selection.limit is None for q in queries)
    ends = {each for query in queries for each in query.aggregates} & {Aggregate.LARGEST, Aggregate.SMALLEST}
    if len(ends) == 1:
        return False
    return held or both or whole or not orders or len(orders) > 1
