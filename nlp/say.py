"""How the parts of a query are said in Japanese: periods, ranges, conditions, names. Pure, and without prose."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, singledispatch

from nlp.periods import ERAS
from nlp.query import (
    About,
    AmountRange,
    Beyond,
    Category,
    Condition,
    Direction,
    Either,
    Except,
    HasBreakdown,
    HasProjects,
    InCategory,
    InDivisions,
    InOutline,
    InPolicy,
    Joint,
    Kind,
    Level,
    Measure,
    Moved,
    Named,
    Partial,
    Period,
    Phase,
    RateRange,
    Relisted,
    Statistic,
    UnderHeading,
    UnderSeveral,
)

MEASURES = {Measure.BUDGET: "予算額", Measure.CHANGE: "増減額", Measure.CHANGE_RATE: "増減率"}
LEVELS = {Kind.PILLAR: "施策の柱", Kind.PART: "柱の下の項目", Kind.SECTION: "項目の下の小項目"}
MOVES = {
    Direction.UP: ("増えた", "増えていない"),
    Direction.DOWN: ("減った", "減っていない"),
    Direction.FLAT: ("同額の", "同額でない"),
    Direction.CHANGED: ("増減した", "増減していない"),
}
_MYRIADS = ((1_000_000_000, "兆"), (100_000, "億"), (10, "万"))
_MOST_NAMES = 6
_PLAIN_KINDS = (Kind.DEPARTMENT, Kind.DIVISION, Kind.ACCOUNT)


@lru_cache(maxsize=256)
def year_name(fiscal_year: int) -> str:
    """A western fiscal year as documents print it: 2019 is «令和元年度»."""
    era, start = max(
        ((era, start) for era, start in ERAS.items() if start <= fiscal_year),
        key=lambda pair: pair[1],
        default=("", 0),
    )
    if not era:
        return f"{fiscal_year}年度"
    nth = fiscal_year - start + 1
    return f"{era}{'元' if nth == 1 else nth}年度"


def phase_name(period: Period) -> str:
    """«当初», «9月現計», «現計»."""
    if period.phase is Phase.INITIAL:
        return "当初"
    return "現計" if period.as_of_month is None else f"{period.as_of_month}月現計"


@lru_cache(maxsize=256)  # Every figure of a long list is labelled with its period.
def period_name(period: Period) -> str:
    """«令和2年度当初», «令和元年度9月現計»."""
    return year_name(period.fiscal_year) + phase_name(period)


def base_name(base: Period, period: Period) -> str:
    """A base as seen from the period: «前年度当初», «前年度9月現計», «同年度当初», else its full name."""
    if base.fiscal_year == period.fiscal_year - 1:
        return "前年度" + phase_name(base)
    if base.fiscal_year == period.fiscal_year:
        return "同年度" + phase_name(base)
    return period_name(base)


def readable_amount(thousand_yen: int) -> str:
    """千円 in the units people read: 2158796 is «21億5,879万6千円»; negative amounts begin with ▲."""
    if thousand_yen == 0:
        return "0円"
    rest, said = abs(thousand_yen), ""
    for size, word in _MYRIADS:
        count, rest = divmod(rest, size)
        said += f"{count:,}{word}" if count else ""
    said += f"{rest}千" if rest else ""
    return f"{'▲' if thousand_yen < 0 else ''}{said}円"


def readable_permille(permille: int) -> str:
    """Tenths of a percent: -72 is «▲7.2%», 200 is «20%»."""
    whole, tenth = divmod(abs(permille), 10)
    return f"{'▲' if permille < 0 else ''}{whole}{f'.{tenth}' if tenth else ''}%"


def range_words(low: str | None, high: str | None, low_inclusive: bool, high_inclusive: bool) -> str:
    """«1億円以上5億円未満» of bounds already worded; None is open."""
    if low is not None and low == high:
        return f"ちょうど{low}"
    words = "" if low is None else low + ("以上" if low_inclusive else "を超え")
    if high is not None:
        return words + high + ("以下" if high_inclusive else "未満")
    return words + ("る" if low is not None and not low_inclusive else "")


def amount_range_words(condition: AmountRange, measure: Measure = Measure.BUDGET) -> str:
    """An amount range; of a change, bounds on one side of zero say their direction («1億円以上の減»)."""
    low, high = condition.low_thousand_yen, condition.high_thousand_yen
    if low is not None and high is not None and low > high:
        # What is left of a claim such as «923円»: nothing in thousands of yen can be that.
        return "千円単位では表せない額"
    return _signed_range(
        None if low is None else (low, readable_amount(low), readable_amount(abs(low))),
        None if high is None else (high, readable_amount(high), readable_amount(abs(high))),
        (condition.low_inclusive, condition.high_inclusive),
        directed=measure is Measure.CHANGE,
    )


def rate_range_words(condition: RateRange) -> str:
    """A range of change rates: «20%以上の減»."""
    low, high = condition.low_permille, condition.high_permille
    return _signed_range(
        None if low is None else (low, readable_permille(low), readable_permille(abs(low))),
        None if high is None else (high, readable_permille(high), readable_permille(abs(high))),
        (condition.low_inclusive, condition.high_inclusive),
        directed=True,
    )


Bound = tuple[int, str, str]
"""A bound, its words, the words of its size."""


def _signed_range(low: Bound | None, high: Bound | None, inclusive: tuple[bool, bool], *, directed: bool) -> str:
    if directed and low and low[0] > 0 and (high is None or high[0] > 0):
        return _towards(range_words(low[2], high and high[2], *inclusive), "増")
    if directed and high and high[0] < 0 and (low is None or low[0] < 0):
        return _towards(range_words(high[2], low and low[2], inclusive[1], inclusive[0]), "減")
    return range_words(low and low[1], high and high[1], *inclusive)


def _towards(words: str, direction: str) -> str:
    """«20%以上の減», «20%を超える減»."""
    return words + ("" if words.endswith("る") else "の") + direction


def quoted(name: str) -> str:
    """A name in brackets that it does not itself contain: 「…」, else 『…』."""
    return f"『{name}』" if "「" in name or "」" in name else f"「{name}」"


def named_words(named: Named) -> str:
    """Divisions, accounts and departments plainly; longer names in brackets."""
    return named.name if named.kind in _PLAIN_KINDS else quoted(named.name)


def names_words(names: Iterable[Named], last: str = "と") -> str:
    """Several names: «AとB», «A、B、C», and how many more."""
    words = [named_words(name) for name in names]
    if len(words) == 2:
        return last.join(words)
    more = len(words) - _MOST_NAMES
    return "、".join(words) if more <= 0 else "、".join(words[:_MOST_NAMES]) + f"ほか{more}件"


def topic_words(topic: tuple[str, ...]) -> str:
    """A group of interchangeable spellings: the first, and two of the others."""
    first, *others = [word.upper() if word.isascii() and len(word) <= 4 else word for word in topic]
    return quoted(first) + (f"（{'・'.join(others[:2])}を含む）" if others else "")


def category_words(categories: Iterable[Category]) -> str:
    return "または".join(category.value for category in categories)


def _adnominal(words: str) -> str:
    """What joins a range to its noun: «…を超える課», «…以上の課», «…以上の減である課»."""
    return "" if words.endswith("る") else "である" if words.endswith(("増", "減")) else "の"


@singledispatch
def qualifier(condition: Condition, measure: Measure, base: Period | None) -> str:
    """A condition as words that stand before a noun: «雇用対策課が担当する», «予算額が1億円以上の».

    Args:
        condition: any condition of the algebra.
        measure: what an amount range is a range of.
        base: what a movement is measured from.
    """
    raise TypeError(f"no words for {type(condition).__name__}")


@qualifier.register
def _(condition: InDivisions, measure: Measure, base: Period | None) -> str:
    names = names_words(condition.divisions, "と" if condition.every else "または")
    if condition.every and len(condition.divisions) > 1:
        return f"{names}が共に{'担当しない' if condition.negated else '担当する'}"
    return f"{names}が{'担当しない' if condition.negated else '担当する'}"


@qualifier.register
def _(condition: InCategory, measure: Measure, base: Period | None) -> str:
    return f"区分が{category_words(condition.categories)}{'でない' if condition.negated else 'の'}"


@qualifier.register
def _(condition: InPolicy, measure: Measure, base: Period | None) -> str:
    if condition.every and len(condition.nodes) > 1:
        return f"{names_words(condition.nodes)}のすべてに{'載っていない' if condition.negated else '載る'}"
    return f"{names_words(condition.nodes, 'または')}に{'載っていない' if condition.negated else '載る'}"


@qualifier.register
def _(condition: UnderSeveral, measure: Measure, base: Period | None) -> str:
    many = f"{condition.at_least}つ以上の{LEVELS.get(condition.kind, '施策の柱')}に"
    return many + ("載っていない" if condition.negated else "載る")


@qualifier.register
def _(condition: About, measure: Measure, base: Period | None) -> str:
    words = ("と" if condition.every else "または").join(topic_words(topic) for topic in condition.topics)
    all_of = "の両方" if condition.every and len(condition.topics) == 2 else ""
    if condition.in_name_only:
        return f"名前に{words}{all_of}を{'含まない' if condition.negated else '含む'}"
    return f"{words}{all_of}に{'触れていない' if condition.negated else '触れた'}"


@qualifier.register
def _(condition: AmountRange, measure: Measure, base: Period | None) -> str:
    words = f"{MEASURES[measure]}が{amount_range_words(condition, measure)}"
    return words + ("でない" if condition.negated else _adnominal(words))


@qualifier.register
def _(condition: RateRange, measure: Measure, base: Period | None) -> str:
    low, high = condition.low_permille, condition.high_permille
    if high is None and low is not None and low < 0:
        # Of what fell: «▲5%以上» would be taken for a fall of 5% or more.
        return f"減少率が{range_words(None, readable_permille(-low), True, condition.low_inclusive)}の"
    if low is None and high is not None and high > 0:
        return f"増加率が{range_words(None, readable_permille(high), True, condition.high_inclusive)}の"
    words = f"増減率が{rate_range_words(condition)}"
    return words + _adnominal(words)


@qualifier.register
def _(condition: Moved, measure: Measure, base: Period | None) -> str:
    since = f"{period_name(base)}から" if base else ""
    if condition.direction is Direction.FLAT:
        since = since.replace("から", "と")
    return since + MOVES[condition.direction][condition.negated]


@qualifier.register
def _(condition: Joint, measure: Measure, base: Period | None) -> str:
    if condition.at_least == 2 and condition.at_most is None:
        return "一つの課だけが担当する" if condition.negated else "複数の課が担当する"
    if condition.at_most is None:
        return f"{condition.at_least}課以上が{'担当しない' if condition.negated else '担当する'}"
    many = "" if condition.at_most == condition.at_least else f"から{condition.at_most}課"
    return f"{condition.at_least}課{many}が{'担当しない' if condition.negated else '担当する'}"


@qualifier.register
def _(condition: Relisted, measure: Measure, base: Period | None) -> str:
    return "再掲のない" if condition.negated else "再掲のある"


@qualifier.register
def _(condition: Partial, measure: Measure, base: Period | None) -> str:
    return "金額に「の一部」と" + ("付いていない" if condition.negated else "付いた")


@qualifier.register
def _(condition: HasBreakdown, measure: Measure, base: Period | None) -> str:
    return f"番号のない内訳の行が{'ない' if condition.negated else 'ある'}"


@qualifier.register
def _(condition: InOutline, measure: Measure, base: Period | None) -> str:
    return f"施策体系に{'載っていない' if condition.negated else '載っている'}"


@qualifier.register
def _(condition: UnderHeading, measure: Measure, base: Period | None) -> str:
    return f"施策体系の「{condition.heading}」に載っている"


@qualifier.register
def _(condition: Level, measure: Measure, base: Period | None) -> str:
    return f"{LEVELS.get(condition.kind, '施策の柱')}である"


@qualifier.register
def _(condition: Except, measure: Measure, base: Period | None) -> str:
    return f"{names_words(condition.names)}を除く"


STATISTICS = {Statistic.MEAN: "平均", Statistic.MEDIAN: "中央値"}


@qualifier.register
def _(condition: Either, measure: Measure, base: Period | None) -> str:
    *others, last = (qualifier(each, measure, base) for each in condition.conditions)
    return "または".join((*(each.removesuffix("の") for each in others), last))


@qualifier.register
def _(condition: HasProjects, measure: Measure, base: Period | None) -> str:
    rows = "、".join(qualifier(each, Measure.BUDGET, None) for each in condition.of) + "主要事業"
    low, high = condition.at_least, condition.at_most
    if high == 0:
        return f"{rows}がない"
    if high is None:
        return f"{rows}が{low}件以上ある"
    if low == high:
        return f"{rows}がちょうど{low}件ある"
    return f"{rows}が{f'{low}件以上' if low else ''}{high}件以下の"


@qualifier.register
def _(condition: Beyond, measure: Measure, base: Period | None) -> str:
    of = STATISTICS[condition.of] if isinstance(condition.of, Statistic) else named_words(condition.of)
    return f"{MEASURES[condition.by or measure]}が{of}{beyond_words(condition.above, condition.inclusive)}"


def beyond_words(above: bool, inclusive: bool) -> str:
    """What follows the name of what is (or is not) exceeded."""
    if inclusive:
        return "以上の" if above else "以下の"
    return "を上回る" if above else "を下回る"
