"""Headings and words of the files an answer can be taken away in."""

from __future__ import annotations

PART = "位置"
NUMBER = "番号"
NAME = "名称"
DIVISIONS = "担当課"
CATEGORY = "区分"
MEASURE = "項目"
VALUE = "値"
UNIT = "単位"
PHASE = "年度・時点"
BASE = "比較の相手"
HOW = "計算か印字か"
SECTION = "表・節"
LINES = "行"
QUOTES = "資料の印字"
DOCUMENT = "資料"

HEADLINE = "答え"
CONTEXT = "比較"
ROW = "明細"
COMPUTED = "計算"
PRINTED = "印字"
BETWEEN = "／"

ANSWER_SHEET = "答え"
READING_SHEET = "読み方"
QUESTION = "質問"
READING = "読み方"
NOTES = "添え書き"
"""Rows of the second sheet."""


def title(reading: str, most: int = 80) -> str:
    """What a file is called where it is shown: how its question was read, without the document."""
    _, _, what = reading.partition("｜")
    said = what or reading
    return said if len(said) <= most else said[: most - 1] + "…"
