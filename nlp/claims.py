"""What a question states and wants confirmed, or takes for granted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nlp.amounts import YenRange, bound_after
from nlp.frame import Frame
from nlp.met import met
from nlp.numbers import NumberKind
from nlp.phrases.beyond import relation_after
from nlp.polar import is_polar
from nlp.query import (
    AmountClaim,
    AmountRange,
    BeyondClaim,
    CategoryClaim,
    Claim,
    CountClaim,
    Direction,
    DivisionClaim,
    Joint,
    Kind,
    LargerClaim,
    Measure,
    MovedClaim,
    Named,
    RankClaim,
    RateClaim,
    RateRange,
    Scope,
    Selection,
    Statistic,
)
from nlp.selecting import direction, measure, of_change, order, selection
from nlp.subjects import subjects
from nlp.thousands import thousand
from nlp.unread import asks_a_detail

_ASKS_HOW_MUCH = re.compile(r"いくら|なんぼ|どのくらい|どれくらい|どれだけ|どれほど|何(?:%|割|倍|件|円)")
_ASKS_WHICH = re.compile(r"どこ|どの|どちら|どっち|何課|なに課|誰|だれ|who|which")
_EVERYONE = re.compile(r"(?:全て|すべて|全部)の課|全課|どの課も|課とも|課すべて")


def claim(frame: Frame, *, presupposed: bool = False, counting: bool = False) -> Claim | None:
    """The statement a yes/no question makes, or what another question presupposes.

    Args:
        frame: the question.
        presupposed: read what is taken for granted («減った理由») instead of what is asked.
        counting: only a number of rows («3つの新規事業を説明して»).
    """
    if presupposed:
        return _count(frame) if counting else _moved(frame) or _superlative(frame)
    if _ASKS_HOW_MUCH.search(frame.text) and not frame.has("ask.confirm"):
        return _amount(frame) if _recalls_an_amount(frame) else None
    if not is_polar(frame):
        return None
    made = (
        read(frame)
        for read in (_beyond, _rank, _amount, _division, _category, met, _larger, _rate_or_moved, _stated_count)
    )
    return next((each for each in made if each is not None), None)


_RECALLED = re.compile(
    r"[ぁ-ん込]{0,8}(?:まし)?(?:た|る|ます|です)(?:そう(?:です)?|とのことです|よう(?:です)?|はず(?:です)?|ん(?:です)?|の(?:です)?)?(?:が|けど|けれど)、?"
    r"|(?:円)?(?:くらい|ぐらい|ほど|程度|前後)?(?:とか|だか|かな|だった|やった|でした|だっけ|やっけ|じゃなかった|(?:だ)?(?:って|と)(?:聞|きい|言|思|おも|記憶)"
    r"|らしい|みたい|だったような|の(?:気が|はず)|と(?:承知|理解|認識|伺))"
)
_RECALLING = re.compile(r"(?:たしか|確か|たぶん|多分|うろ覚え|記憶では)[^0-9。?]{0,8}$")


def _recalls_an_amount(frame: Frame) -> bool:
    """«たしか3億とか…正確にはいくら»: a figure half remembered, held against the true one that is asked."""
    return any(
        span.amount and (_RECALLED.match(frame.text, span.end) or _RECALLING.search(frame.text[: span.start]))
        for span in frame.scan.spans
    )


def _beyond(frame: Frame) -> Claim | None:
    """«貿易振興課の予算は課の平均より多いですか»."""
    found = subjects(frame)
    if not isinstance(found, tuple) or len(found) != 1 or found[0].kind not in _WITH_PEERS:
        return None
    for span in frame.scan.all("agg.mean", "agg.median"):
        relation = relation_after(frame.text, span.end)
        if relation is not None and (found[0].kind is Kind.PROJECT or not frame.speaks_of_projects):
            return BeyondClaim(Statistic.MEAN if "agg.mean" in span.concepts else Statistic.MEDIAN, *relation)
    return None


_WITH_PEERS = frozenset({Kind.DIVISION, Kind.PROJECT})


_SUPERLATIVE_SAID = re.compile(
    r"(?:課|事業|会計|もの|やつ|最大|最小|トップ|首位|一番|最多|最少|最下位|大きい|小さい|多い|少ない|高い|低い|安い)(?:です|でしょう|なん(?:です)?|なの|の(?:です)?|だ)*(?:か|\?)[?。\s]*$"
)
"""«貿易振興課は最も予算が少ない課でしょうか»."""
_PLACE_SAID = re.compile(r"[0-9一二三四五六七八九十](?:番目|位)(?:です|でしょう|なの|なん)?か[?。\s]*$")


def place_asked(frame: Frame) -> Claim | None:
    """«貿易振興課は部で何番目»: which place a named thing has."""
    if not frame.has("ask.rank"):
        return None
    found = subjects(frame)
    if found is None and frame.context.queries:
        return RankClaim(None, _from_the_top(frame))
    ranked = [named for named in found if named.kind in _WITH_PLACES] if isinstance(found, tuple) else []
    return RankClaim(None, _from_the_top(frame)) if ranked else None


def _from_the_top(frame: Frame) -> bool:
    """Of falls the largest comes first."""
    return order(frame, measure(frame)).descending


_WITH_PLACES = frozenset({Kind.DIVISION, Kind.PROJECT, Kind.PILLAR})


def _rank(frame: Frame) -> Claim | None:
    nth = frame.nth()
    said = frame.has("ask.confirm") or bool(_SUPERLATIVE_SAID.search(frame.text))
    first = frame.has("rank.most", "rank.least") and said  # «最も小さいとの認識で»
    if nth is None and not first:
        return None
    if frame.has("ask.which", "ask.who", "ask.amount"):
        return None
    if not frame.has("ask.confirm", "ask.polar") and not _PLACE_SAID.search(frame.text):
        return None
    of = next(iter(frame.scan.numbers(NumberKind.OF)), None)
    found = subjects(frame)
    if not isinstance(found, tuple) or (nth is None and len(found) != 1):
        return None
    ascending = frame.has("rank.least", "size.small", "rank.ascending")
    return RankClaim(nth.value if nth else 1, not ascending, of.value if of else None)


def _amount(frame: Frame) -> Claim | None:
    amounts = frame.scan.amounts
    if amounts and not frame.has("ask.which", "ask.count", "ask.list") and summed_rows(frame) is not None:
        last = amounts[-1]
        return AmountClaim(_as_said(last) if last.is_exact else thousand(last))
    if not amounts or frame.has("ask.which", "ask.count", "ask.list", "ask.all", "ask.why", "rank.most", "rank.least"):
        return None
    if frame.has("noun.division", "ask.who") and not frame.has("ask.confirm"):
        return None
    if frame.has("ask.exists") and frame.has("noun.project", "noun.thing") and not frame.has("ask.confirm"):
        return None  # «1億円以上の事業ある?»: which
    if any(arrow in amounts[0].said for arrow in "↑↓") and not frame.has("ask.confirm"):
        return None  # «工技振 1億↑?»: shorthand for a list
    if _OPEN_END.search(frame.text):
        return None  # «中小企業振興課で5億超えてるのは?»: which
    if frame.nodes and frame.has("noun.project", "noun.thing", "flag.in_name"):
        return None  # «戦略2のうち1億円を超えるもの»: which, not whether
    found = subjects(frame)
    one = isinstance(found, tuple) and (len(found) == 1 or said_of_each(frame, found))
    if not one and not (found is None and frame.says_department):
        return None
    if isinstance(found, tuple) and asks_a_detail(frame, found):
        return None  # «融資枠は750億»: not of the project's own amount
    if found and isinstance(found, tuple) and frame.speaks_of_projects and found[0].kind is Kind.DIVISION:
        return None  # «工業戦略課で1億以上の事業は?»: which projects
    claimed = _as_said(amounts[0]) if amounts[0].is_exact else thousand(amounts[0])
    if measure(frame) is Measure.CHANGE:
        claimed = of_change(claimed, direction(frame))
    return AmountClaim(claimed)


_OF_EACH = re.compile(
    r"(?:ど(?:ちら|っち)も|両方|いずれも|共に|ともに|揃って|そろって|(?:2|二|3|三)(?:つ|件|事業|課)とも|すべて|全て|みな|皆)"
)


def said_of_each(frame: Frame, found: tuple[Named, ...]) -> bool:
    """«AとB、両方とも1億円を超えますか»: of each by itself, and yes only where it is so of all."""
    return len(found) > 1 and of_each(frame) and not frame.has("agg.sum")


def of_each(frame: Frame) -> bool:
    return _OF_EACH.search(frame.text) is not None


def summed_rows(frame: Frame) -> Selection | None:
    """«新規事業を全部足しても1億円に満たない？»: projects whose sum the last amount said is of."""
    sums = frame.scan.all("agg.sum")
    last = next((span for span in reversed(frame.scan.spans) if span.amount), None)
    if not sums or last is None or last.start < sums[-1].start or frame.projects:
        return None
    if not (frame.speaks_of_projects or (frame.topic and frame.has("noun.thing"))):
        return None
    return selection(frame.reread(frame.scan.without([(last.start, last.end)])), Scope.PROJECTS)


_OPEN_END = re.compile(r"(?:の|もの|やつ|とこ|ところ)(?:は|って)[?。\s]*$")


def _as_said(amount: YenRange) -> AmountRange:
    """A round amount holds for what rounds or is cut to it: «21億円» for 21.6億 and 20.7億, «923円» only itself."""
    if amount.low is None or amount.step_yen <= 1000:
        return thousand(amount)
    step = Decimal(amount.step_yen)
    return thousand(replace(amount, low=amount.low - step / 2, high=amount.low + step, high_inclusive=False))


def _division(frame: Frame) -> Claim | None:
    denied = () if frame.divisions else frame.named(Kind.DIVISION, negated=True)
    if denied and frame.has("ask.confirm") and not frame.has("ask.list", "ask.all", "ask.which", "noun.project"):
        found = subjects(frame)
        of_one = isinstance(found, tuple) and len(found) == 1 and found[0].kind is Kind.PROJECT
        return DivisionClaim(denied, negated=True) if of_one else None
    if not frame.divisions or frame.has("ask.list", "ask.all", "ask.amount"):
        return None
    of_who = frame.has("ask.who") and frame.has("ask.polar")  # «担当課には、貿易振興課も含まれますか»
    if frame.has("ask.exists", "noun.budget") and not frame.has("ask.confirm") and not of_who:
        return None
    if _ASKS_WHICH.search(frame.text):
        return None
    found = subjects(frame)
    if not isinstance(found, tuple) or not any(n.kind is Kind.PROJECT for n in found):
        return None
    alone = any(isinstance(c, Joint) and c.negated for c in frame.extra)  # «雇用対策課だけの事業»
    return DivisionClaim(frame.divisions, only=alone or bool(re.search(r"だけ|のみ|単独", frame.text)))


_WITH_CATEGORY = frozenset({Kind.PROJECT, Kind.BREAKDOWN, Kind.OUTLINE})


_ONE_CATEGORY = r"[「『〈<【]?(?:新規|拡充|継続|新|拡|継)[」』〉>】]?"
_CATEGORY_SAID = re.compile(
    rf"区分(?:欄)?(?:が|は|って|も|、)*{_ONE_CATEGORY}(?:事業)?(?:か[?。\s]*$|です|でしょう|なの|なん"
    r"|で(?:合|正し|間違|よ|い)|(?:に|と)な(?:って|る)|と(?:ある|書|記|の|いう))"
    rf"|{_ONE_CATEGORY}の?(?:区分|扱い)(?:に(?:当た|該当|入|分類|な)|で(?:す|しょ|合|間違|よ|い)|と(?:いう|の))"
)
"""«区分欄は「拡充」で合っておりますか»: which one it is is said."""


def _category(frame: Frame) -> Claim | None:
    if len(frame.categories) != 1 or frame.has("ask.list", "ask.all", "ask.which", "ask.who", "ask.amount", "ask.name"):
        return None
    if frame.has("ask.category") and not _CATEGORY_SAID.search(frame.text):
        return None
    found = subjects(frame)
    if not isinstance(found, tuple) or not found or any(each.kind not in _WITH_CATEGORY for each in found):
        return None
    if len(found) > 1 and not said_of_each(frame, found):
        return None
    return CategoryClaim(frame.categories[0])


def _larger(frame: Frame) -> Claim | None:
    if not frame.has("size.big", "size.small") or frame.has("ask.which", "op.compare", "ask.who", "op.difference"):
        return None
    found = subjects(frame)
    than = _THAN.search(frame.text)
    if not isinstance(found, tuple) or len(found) != 2 or than is None:
        return None
    return LargerClaim(frame.has("size.big") is not _says_the_measure_first(frame, than.start()))


_THAN = re.compile(r"より|than")


def _says_the_measure_first(frame: Frame, than: int) -> bool:
    """«AよりBが高い» states of B, said second, that it is the larger; «BはAより高い» of the first said."""
    said = [(span.start, span.end) for span in frame.scan.names]
    said += [(word.start, word.end) for word in frame.resolution.words]
    return any(than < start for start, _ in said) and sum(end <= than for _, end in said) > 0


_WHICH_OF_TWO = re.compile(r"(?:どっち|どちら|いずれ)(?!も)")
_OF_ROWS = re.compile(r"(?:[たる]|ている|てる)(?:課|特別会計|会計|特会)(?:は|って|を|が|$|[?。\s])")


def _rate_or_moved(frame: Frame) -> Claim | None:
    if _OF_ROWS.search(frame.text) and not frame.divisions and not frame.has("ask.confirm"):
        return None  # «3割以上減った特別会計は?»: which
    if _WHICH_OF_TWO.search(frame.text) and not frame.has("ask.confirm"):
        return None
    everyone = bool(_EVERYONE.search(frame.text))
    if _asks_how_much(frame) or frame.has(
        "ask.which", "ask.list", "ask.extent", "ask.why", "op.percent", "ask.who", "ask.count"
    ):
        return None
    every_row = frame.has("ask.all") and not frame.says_department  # «部ぜんぶ» is one row
    asks_which = (every_row or _speaks_of_any_division(frame)) and not everyone
    if (asks_which or frame.has("rank.most", "rank.least", "move.rate")) and not frame.has("ask.confirm"):
        return None
    way = direction(frame)
    found = subjects(frame)
    named = (isinstance(found, tuple) and len(found) >= 1) or frame.says_department or bool(frame.context.queries)
    named = named or everyone
    if way is None or not named or not isinstance(found, tuple | None):
        return None
    percent = next(iter(frame.scan.numbers(NumberKind.PERCENT)), None)
    if percent:
        low, high = percent.low_permille, percent.high_permille
        sign = -1 if way is Direction.DOWN else 1
        bounds = sorted(sign * b for b in (low, high) if b is not None)
        if low == high:
            return RateClaim(RateRange(bounds[0] - 5, bounds[0] + 5))
        if low is not None and high is not None:
            return RateClaim(RateRange(bounds[0], bounds[1], percent.inclusive, percent.inclusive))
        upward = (low is not None) == (sign > 0)
        return RateClaim(
            RateRange(
                bounds[0] if upward else None, None if upward else bounds[0], percent.inclusive, percent.inclusive
            )
        )
    return MovedClaim(way)


_NO_STATEMENT = ("ask.which", "ask.list", "ask.extent", "ask.why", "op.percent", "ask.who", "ask.count")
_TOPIC = re.compile(r"(?:予算|金)?額[はもを]$")


def _asks_how_much(frame: Frame) -> bool:
    """«予算額は減っていますか» says of what; «額は» alone asks."""
    return any(not _TOPIC.search(frame.text[: span.end]) for span in frame.scan.all("ask.amount"))


def _speaks_of_any_division(frame: Frame) -> bool:
    """«減った課»; «工業戦略の課» is one."""
    ends = {span.end for span in frame.scan.names}
    return any(not ends & {span.start, span.start - 1} for span in frame.scan.all("noun.division"))


def share_claim(frame: Frame) -> Claim | None:
    """«部の8割以上を占めますよね»: the share said."""
    percent = next(iter(frame.scan.numbers(NumberKind.PERCENT)), None)
    if percent is None or not (is_polar(frame) or frame.text.rstrip().endswith("か")):
        return None
    low, high = percent.low_permille, percent.high_permille
    if low is not None and low == high:
        step = 50 if low % 100 == 0 else 5
        return RateClaim(RateRange(low - step, low + step))
    return RateClaim(RateRange(low, high, percent.inclusive, percent.inclusive))


def _superlative(frame: Frame) -> Claim | None:
    """«…が最も大きいのはどうして»."""
    if not frame.has("rank.most", "rank.least"):
        return None
    return RankClaim(1, not frame.has("rank.least", "size.small", "rank.ascending"))


def _moved(frame: Frame) -> Claim | None:
    way = direction(frame)
    return MovedClaim(way) if way else None


def _count(frame: Frame) -> Claim | None:
    count = next(iter(frame.scan.numbers(NumberKind.COUNT)), None)
    if count is None:
        return None
    how, _ = bound_after(frame.text, count.end)
    match how:
        case "at_least":
            return CountClaim(count.value, or_more=True)
        case "over":
            return CountClaim(count.value + 1, or_more=True)
        case "at_most":
            return CountClaim(count.value, or_fewer=True)
        case "under":
            return CountClaim(count.value - 1, or_fewer=True)
        case "around" | "nearly" | "somewhat_over":
            return None  # how near is near enough
        case _:
            return CountClaim(count.value)


_ONLY_SO_MANY = re.compile(r"[0-9](?:件|つ|本|課|個|事業)(?:だけ|のみ|しか|か[?。\s]*$)")


def _stated_count(frame: Frame) -> Claim | None:
    if frame.has("ask.which", "ask.list", "ask.amount", "ask.tell", "ask.name", "rank.most", "size.big", "size.small"):
        return None
    if not frame.has("ask.confirm", "ask.polar") and not _ONLY_SO_MANY.search(frame.text):
        return None
    if frame.projects:
        return None  # «4課の共管»: of a project, not of a list
    return _count(frame) if frame.speaks_of_projects or frame.has("noun.division") else None
