"""Why a question gets no figure: what was asked, what the document holds instead, and a question that works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.reply import Reason
from bot.wording.examples import examples, holdings, try_line
from nlp.catalogue import Catalogue
from nlp.query import Period
from nlp.reading import Decline, Refusal
from nlp.say import period_name, quoted

_NOT_IN, _OUT = Reason.NOT_IN_DOCUMENT, Reason.OUT_OF_SCOPE
_NO_MATCH, _NOT_UNDERSTOOD = Reason.NO_MATCH, Reason.NOT_UNDERSTOOD
REASONS = {
    Refusal.OTHER_YEAR: _NOT_IN,
    Refusal.SETTLEMENT: _NOT_IN,
    Refusal.HEADCOUNT: _NOT_IN,
    Refusal.PERSON: _NOT_IN,
    Refusal.PROJECT_PAST_YEAR: _NOT_IN,
    Refusal.OTHER_ORGANISATION: _NOT_IN,
    Refusal.WHOLE_GOVERNMENT: _NOT_IN,
    Refusal.FINANCING: _NOT_IN,
    Refusal.SPLIT: _NOT_IN,
    Refusal.OPINION: _OUT,
    Refusal.FORECAST: _OUT,
    Refusal.APPLICATION: _OUT,
    Refusal.CONTACT: _OUT,
    Refusal.OUT_OF_SCOPE: _OUT,
    Refusal.UNKNOWN_NAME: _NO_MATCH,
    Refusal.UNKNOWN_TOPIC: _NO_MATCH,
    Refusal.UNREAD_WORDS: _NOT_UNDERSTOOD,
    Refusal.EMPTY: _NOT_UNDERSTOOD,
    Refusal.TOO_LONG: _NOT_UNDERSTOOD,
    Refusal.NOT_UNDERSTOOD: _NOT_UNDERSTOOD,
}
"""The Reply's reason for each refusal."""
_SHOWN_WORDS = 3
_SHOWN_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Declined:
    """Why not, as sentences."""

    reason: Reason
    lead: tuple[str, ...]


def declined(outcome: Decline, catalogue: Catalogue) -> Declined:
    """A refusal found while reading."""
    said = _WORDS[outcome.why](outcome, catalogue)
    nearest = try_line(outcome.near[:2]) or try_line(examples(catalogue)[:2])
    holds = (holdings(catalogue),) if REASONS[outcome.why] in (_NOT_IN, _OUT) else ()
    return Declined(REASONS[outcome.why], tuple(line for line in (said, *holds, nearest) if line))


def other_period(period: Period) -> str:
    """A period the document lacks."""
    return f"{period_name(period)}の金額は、この資料に載っていません。"


def project_period(period: Period | None) -> str:
    """A project's figure of another period."""
    when = f"{period_name(period)}の額" if period else "前年度の額や増減"
    return f"主要事業一覧に載っているのは、その年度の当初予算額だけです。事業ごとの{when}は載っていません。"


def words_said(words: tuple[str, ...]) -> str:
    """The words in question, in brackets, cut where very long."""
    shown = [word if len(word) <= _SHOWN_LENGTH else word[:_SHOWN_LENGTH] + "…" for word in words[:_SHOWN_WORDS]]
    return "".join(quoted(word) for word in shown)


def _other_year(outcome: Decline, catalogue: Catalogue) -> str:
    return other_period(outcome.period) if outcome.period else "お尋ねの年度の金額は、この資料に載っていません。"


def _settlement(outcome: Decline, catalogue: Catalogue) -> str:
    return "決算や執行、実績の数字は、予算の資料には載っていません。"


def _headcount(outcome: Decline, catalogue: Catalogue) -> str:
    return "職員数や人口などの人数は、この資料に載っていません。"


def _person(outcome: Decline, catalogue: Catalogue) -> str:
    return "個人や企業の名前、給与は、この資料に載っていません。"


def _opinion(outcome: Decline, catalogue: Catalogue) -> str:
    return "評価や意見はお答えしていません。資料にある数字と、その計算だけをお答えします。"


def _forecast(outcome: Decline, catalogue: Catalogue) -> str:
    return "今後の見込みはお答えしていません。資料にある数字と、その計算だけをお答えします。"


def _application(outcome: Decline, catalogue: Catalogue) -> str:
    return "申請の方法や時期、対象になるかどうかは、予算の資料からは分かりません。担当課にお尋ねください。"


def _contact(outcome: Decline, catalogue: Catalogue) -> str:
    return "所在地や電話番号、開館時間などは、予算の資料に載っていません。"


def _other_organisation(outcome: Decline, catalogue: Catalogue) -> str:
    who = words_said(outcome.words) or "お尋ねの組織"
    return f"{who}の予算は、この資料に載っていません。{_whose(catalogue)}の資料です。"


def _whole(outcome: Decline, catalogue: Catalogue) -> str:
    whole = f"{catalogue.document.government}全体" if catalogue.document.government else "全体"
    return f"{whole}の予算は、この資料に載っていません。{_whose(catalogue)}の資料です。"


def _project_past_year(outcome: Decline, catalogue: Catalogue) -> str:
    return project_period(outcome.period)


def _financing(outcome: Decline, catalogue: Catalogue) -> str:
    return "財源の内訳（一般財源、国庫支出金、県債など）は、この資料に載っていません。"


def _split(outcome: Decline, catalogue: Catalogue) -> str:
    return (
        "複数の課で担当する事業の金額は、一つにまとめて載っています。課ごとにどう分けるかは、この資料では分かりません。"
    )


def _unknown_name(outcome: Decline, catalogue: Catalogue) -> str:
    return f"{words_said(outcome.words) or 'お尋ねの名前'}に当たる課や事業は、この資料に見当たりません。"


def _unknown_topic(outcome: Decline, catalogue: Catalogue) -> str:
    return f"この資料には、{words_said(outcome.words) or 'お尋ねの言葉'}に触れた事業が見当たりません。"


def _unread(outcome: Decline, catalogue: Catalogue) -> str:
    said = words_said(outcome.words)
    what = f"{said}の意味を" if said else "質問の一部を"
    return f"{what}読み取れませんでした。条件を読み落としたまま数字をお答えすることはしません。"


def _out_of_scope(outcome: Decline, catalogue: Catalogue) -> str:
    return "予算の資料についての質問にだけお答えしています。"


def _empty(outcome: Decline, catalogue: Catalogue) -> str:
    return "質問が入っていないようです。"


def _too_long(outcome: Decline, catalogue: Catalogue) -> str:
    return "質問が長すぎて読めませんでした。短く分けてお尋ねください。"


def _not_understood(outcome: Decline, catalogue: Catalogue) -> str:
    return (
        "質問を読み取れませんでした。課や事業の名前と、知りたいこと（予算額、増減、担当課など）を入れてみてください。"
    )


def _whose(catalogue: Catalogue) -> str:
    return f"{catalogue.document.government}{catalogue.document.department}"


_WORDS: dict[Refusal, Callable[[Decline, Catalogue], str]] = {
    Refusal.OTHER_YEAR: _other_year,
    Refusal.SETTLEMENT: _settlement,
    Refusal.HEADCOUNT: _headcount,
    Refusal.PERSON: _person,
    Refusal.OPINION: _opinion,
    Refusal.FORECAST: _forecast,
    Refusal.APPLICATION: _application,
    Refusal.CONTACT: _contact,
    Refusal.OTHER_ORGANISATION: _other_organisation,
    Refusal.WHOLE_GOVERNMENT: _whole,
    Refusal.PROJECT_PAST_YEAR: _project_past_year,
    Refusal.FINANCING: _financing,
    Refusal.SPLIT: _split,
    Refusal.UNKNOWN_NAME: _unknown_name,
    Refusal.UNKNOWN_TOPIC: _unknown_topic,
    Refusal.UNREAD_WORDS: _unread,
    Refusal.OUT_OF_SCOPE: _out_of_scope,
    Refusal.EMPTY: _empty,
    Refusal.TOO_LONG: _too_long,
    Refusal.NOT_UNDERSTOOD: _not_understood,
}
