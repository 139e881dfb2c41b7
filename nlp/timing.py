"""Which of the periods said is asked about, and which is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.catalogue import Catalogue
from nlp.periods import PeriodMention, gathered, resolve
from nlp.query import Period, Phase

_TAKEN_AS_BASE = (
    r"(?:が|を)?(?:相手|比較対象|分母|起点|出発点|物差し|比較の?基準)|に(?:置き換え|切り?替え|入れ替え|変え|替え|かえ|直し|取り替え|差し替え)"
    r"|と(?:を)?(?:突き合わ|照らし合わ|見比べ|照合|並べ)"
)
_SURPASSED = r"を[^、。]{0,8}?(?:上回|下回|超え|超す|越え|こえ|割)|未満|に(?:届か|満た|達し|及ば)な"
_BASE_AFTER = re.compile(
    r"(?:の?(?:予算|金額|額|水準|実績)額?)?\s*(?:の?(?:もの|とき|時))?\s*"
    rf"(?:{_TAKEN_AS_BASE}|{_SURPASSED}|比|対比|より|から|に(?:比|対|くらべ|較)|と(?:の)?(?:比|差|較|くらべ|対)"
    r"|との|を基準|を基に|ベース|と今|vs|と(?:は|も)?(?:いくら|なんぼ|何円|ど(?:れ|の)(?:くらい|ぐらい|だけ|ほど|程度))?(?:比べ|違|差)|と.{0,4}比較|の(?:何|なん|[0-9.]+)倍)"
)
_BASE_BEFORE = re.compile(
    r"(?:対|(?:比較(?:対象|先|相手)|比べる相手|相手|基準|分母)(?:は|を|が|として|に)?、?\s*"
    r"|vs\.?\s*|versus\s*|than\s*(?:in\s*)?|from\s*|compared\s*(?:to|with)\s*(?:the\s*)?)$"
)
_FROM = re.compile(
    rf"(?:の?(?:予算|金額|額)額?)?\s*(?:{_TAKEN_AS_BASE}|{_SURPASSED}|比|対比|より|から|に(?:比|対|くらべ|較)|と(?:比|くらべ)|を基準|を基に|の(?:何|なん|[0-9.]+)倍)"
)
_RATIO = re.compile(r"比(?!較|べ|率)|と比べ|との比較|に対し")
_SUPPLEMENTED = re.compile(
    r"[増減]額補正|補正(?:予算)?(?:で|により|後|によって|による|の結果|額|の?増減|の?増(?!税)|の?減)"
)
_SUPPLEMENT = re.compile(r"補正|積み?増し?|追加")


@dataclass(frozen=True, slots=True)
class Timing:
    """The periods of a question."""

    periods: tuple[Period, ...] = ()
    """Asked about, in the order said; empty where none was said."""
    base: Period | None = None
    more_bases: tuple[Period, ...] = ()
    """«前年比 9月現計比»: each is compared with."""


def chronological(period: Period) -> tuple[int, int, int]:
    return period.fiscal_year, 0 if period.phase is Phase.INITIAL else 1, period.as_of_month or 0


def timing(
    text: str,
    mentions: Sequence[PeriodMention],
    catalogue: Catalogue,
    *,
    about_change: bool,
    last: Period | None = None,
) -> Timing:
    """The roles of the periods said.

    Args:
        text: folded question.
        mentions: its periods, in order.
        about_change: whether the question speaks of change, difference or rate between periods.
        last: the period spoken of before, which «その前の年» counts from.
    """
    if len([m for m in mentions if m.phase is None]) == 1 and len([m for m in mentions if m.phase]) > 1:
        mentions = gathered(mentions)
    each_compared = all(is_base(text, mention) for mention in mentions)
    if not about_change or (_is_one_column(mentions, catalogue) and not each_compared):
        mentions = gathered(mentions)
    based = [is_base(text, mention) for mention in mentions]
    resolved = [
        _earlier_initial(catalogue) if each and _is_bare_initial(text, mention) else _resolve(mention, catalogue, last)
        for mention, each in zip(mentions, based, strict=True)
    ]
    if not about_change and not (any(based) and len(resolved) == 1 and _compares(text, mentions[0])):
        return Timing(tuple(dict.fromkeys(resolved)))
    directed = any(_FROM.match(text, mention.end) or _BASE_BEFORE.search(text[: mention.start]) for mention in mentions)
    return _compared(text, resolved, based, catalogue, directed=directed)


def _is_one_column(mentions: Sequence[PeriodMention], catalogue: Catalogue) -> bool:
    """«前年 … 9月現計»: the month's budget is that year's, so one column is meant."""
    years = {m.fiscal_year for m in mentions if m.phase is None}
    current = {resolve(m, catalogue.periods).fiscal_year for m in mentions if m.phase is Phase.CURRENT}
    return len(mentions) > 1 and len(years) == 1 and years == current


_COMPARED_WITH = re.compile(
    rf"\s*(?:の?(?:もの|とき|時))?(?:{_TAKEN_AS_BASE}|比|対比|と比|に比|[とに]くらべ|との比較|に対し|(?:から|より)(?:は|も|だと)?[?。\s]*$)"
)


def _compares(text: str, mention: PeriodMention) -> bool:
    return bool(_BASE_BEFORE.search(text[: mention.start])) or bool(_COMPARED_WITH.match(text, mention.end))


def _compared(text: str, resolved: list[Period], based: list[bool], catalogue: Catalogue, *, directed: bool) -> Timing:
    """Two periods: the one «から», «より», «に比べ» follows is the base; «AとBの差» counts from the earlier."""
    default = catalogue.default_period
    distinct = list(dict.fromkeys(resolved))
    marked = [p for p, is_base in zip(resolved, based, strict=True) if is_base]
    others = [p for p, is_base in zip(resolved, based, strict=True) if not is_base and p not in marked]
    if len(set(marked)) > 1 and not others and len(_RATIO.findall(text)) > 1:
        first, *more = dict.fromkeys(marked)
        return Timing((), first, tuple(more))
    if len(distinct) >= 2:
        if len(marked) == 1 and others and directed:
            return Timing((others[0],), marked[0])
        ordered = sorted(distinct, key=chronological)
        return Timing((ordered[-1],), ordered[-2] if len(ordered) == 2 else ordered[0])
    current = next((p for p in catalogue.periods if p.phase is Phase.CURRENT), None)
    its_year = current is not None and distinct == [Period(current.fiscal_year)]
    if (not distinct or its_year) and _SUPPLEMENTED.search(text):
        return Timing((current,), Period(current.fiscal_year)) if current else Timing()
    if not distinct:
        return Timing()
    only = distinct[0]
    if only == default:
        return Timing((only,))
    if only.phase is Phase.CURRENT and _SUPPLEMENT.search(text) and not marked:
        return Timing((only,), Period(only.fiscal_year))
    if chronological(only) > chronological(default):
        return Timing((only,))
    return Timing((), only)


_IN_TERMS_OF = re.compile(r"ベース")
"""«当初ベースで» says what is held against each other, not against what."""


def _is_bare_initial(text: str, mention: PeriodMention) -> bool:
    bare = mention.fiscal_year is None and mention.phase is Phase.INITIAL
    return bare and _IN_TERMS_OF.match(text, mention.end) is None


def _earlier_initial(catalogue: Catalogue) -> Period:
    """«当初比»: an initial budget is compared with the one before, not with itself."""
    earlier = (p for p in catalogue.periods[1:] if p.phase is Phase.INITIAL)
    return next(earlier, Period(catalogue.default_period.fiscal_year - 1))


_OF_A_WHOLE = re.compile(r"(?:課|部|全体|全部|会計)の\s*$")
_A_SHARE = re.compile(r"\s*に対(?:し|する)[^、。?]{0,4}?(?:割合|比率|シェア|何|なん|どの|どれ|%|パー)")
"""«課の当初予算に対する割合» is a share of the division's budget, and no change."""


def is_base(text: str, mention: PeriodMention) -> bool:
    """Whether the period is what something is compared with: «…比», «…から», «…と比べ», «対…»."""
    if (
        _is_bare_initial(text, mention)
        and _OF_A_WHOLE.search(text[: mention.start])
        and _A_SHARE.match(text, mention.end)
    ):
        return False
    return bool(_BASE_AFTER.match(text, mention.end)) or bool(_BASE_BEFORE.search(text[: mention.start]))


def _resolve(mention: PeriodMention, catalogue: Catalogue, last: Period | None) -> Period:
    if mention.back_from_last and last is not None:
        return Period(last.fiscal_year - 1, mention.phase or Phase.INITIAL, mention.month)
    return resolve(mention, catalogue.periods)
