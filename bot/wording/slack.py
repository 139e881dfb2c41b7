"""What Slack's messages say around the answers: buttons, columns, charts."""

from __future__ import annotations

from nlp.query import DisplayUnit, Period
from nlp.say import base_name

PROGRESS = "資料を見ています…"

RANK = "順位"
NUMBER = "No."
NAME = "名称"
DIVISION = "担当課"
CATEGORY = "区分"
MEMBERS = "内訳"
SUMMARY = "概要"
POLICY = "施策"
COUNT = "件数"
TIMES = "倍率"
SHARE = "割合"

REST = "そのほか"
UNNAMED = "名称なし"
ADDABLE = ("件数", "合計", "金額")
"""Headings of groups' figures that add up to a whole."""

SHOW_CHART = "グラフ"
HIDE_CHART = "グラフを閉じる"
NEXT_PAGE = "次のページ"
PREVIOUS_PAGE = "前のページ"
FEWER = "はじめの行だけ"
SOURCES = "出典"
UNIT = "単位"
GOOD, BAD = "👍", "👎"
SHARE_IN_CHANNEL = "チャンネルに共有"
CSV = "CSV で保存"
XLSX = "Excel で保存"
DELETE = "この返事を消す"
UNITS = {
    DisplayUnit.THOUSAND_YEN: "千円",
    DisplayUnit.TEN_THOUSAND_YEN: "万円",
    DisplayUnit.HUNDRED_MILLION_YEN: "億円",
}
NOTHING = "お答えできることがありませんでした。"
WHOLE_TEXT = "返事の全文"
FILE_FOLLOWS = "長いので、全文はファイルにしました。"


def with_unit(heading: str, unit: str) -> str:
    """«令和2年度当初予算（千円）»."""
    return heading if not unit or heading == unit else f"{heading}（{unit}）"


def table_caption(first: int, last: int, total: int) -> str:
    return f"全{total}件" if last - first + 1 >= total else f"全{total}件のうち{first}件目から{last}件目"


def whole(total: int) -> str:
    return f"全{total}件を見る"


def page(number: int, pages: int, first: int, last: int, total: int) -> str:
    """The line under a table that is one of several pages."""
    return f"{number}/{pages}ページ（全{total}件のうち{first}件目から{last}件目）"


def remaining(count: int) -> str:
    """As the text says it."""
    return f"ほか{count}件"


def first_of(heading: str, count: int) -> str:
    return f"{heading} はじめの{count}件"


def over_time(name: str) -> str:
    return f"{name}の予算"


def share_title(whole_name: str) -> str:
    return f"{whole_name}に占める割合"


def against(base: Period, period: Period) -> str:
    """«前年度9月現計と比べる»."""
    return f"{base_name(base, period)}と比べる"


def reading(line: str) -> str:
    return f"読み方: {line}"


def asked(question: str) -> str:
    return f"質問: {question}"


def asked_by(mention: str, question: str) -> str:
    """`mention` is a user's mention, `question` is escaped."""
    return f"{mention} さんの質問: {question}"


CHANGE = "増減は？"
CHANGE_RATE = "増減率は？"
BUDGET = "予算額は？"
ITS_PROJECTS = "事業を大きい順に"
DIVISIONS_RANKED = "課を大きい順に"
PARTS = "内訳は？"
IN_CHARGE = "担当課は？"
CONTENT = "内容は？"
CATEGORY_SUM = "合計は？"
CATEGORY_LIST = "一覧は？"
SHARE_OF_ALL = "部全体の何％？"


def of_row(name: str, label: str) -> str:
    """«雇用対策課: 増減は？»"""
    return f"{name}: {label}"


def share_question(name: str) -> str:
    return f"{name}の予算は部全体の何％？"


def change_question(name: str) -> str:
    return f"{name}は前年度からいくら増減した？"


def change_rate_question(name: str) -> str:
    return f"{name}は前年度から何％増減した？"


def budget_question(name: str) -> str:
    return f"{name}の予算は？"


def projects_question(name: str) -> str:
    return f"{name}の事業を予算の大きい順に"


def parts_question(name: str) -> str:
    return f"{name}の内訳は？"


def in_charge_question(name: str) -> str:
    return f"{name}の担当課は？"


def content_question(name: str) -> str:
    return f"{name}の内容は？"


def category_sum_question(category: str) -> str:
    return f"{category}事業の予算の合計は？"


def category_list_question(category: str) -> str:
    return f"{category}事業を挙げて"


DIVISIONS_QUESTION = "課を予算の大きい順に並べて"
