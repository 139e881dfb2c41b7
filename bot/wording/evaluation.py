"""What `yosan eval` says: the table of verdicts, each turn that is not right, and what changed since a run before."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.evaluation.comparison import Comparison, Direction
from bot.evaluation.expectations import Complaint, Verdict
from bot.evaluation.run import Judged, Outcome, by_kind, conversations, tally
from bot.wording.terminal import one_line

VERDICTS: dict[Verdict, str] = {
    Verdict.RIGHT: "正答",
    Verdict.ASKED_BACK: "聞き返し",
    Verdict.DECLINED: "辞退",
    Verdict.WRONG: "誤答",
    Verdict.UNFILLED: "未記入",
}
_COLUMNS = tuple(each for each in Verdict if each is not Verdict.UNFILLED)
"""What is judged is counted in a table; what is not, in a line below it."""

DIRECTIONS: dict[Direction, str] = {
    Direction.NEWLY_RIGHT: "新しく正答",
    Direction.NEWLY_WRONG: "新しく誤答",
    Direction.NO_LONGER_RIGHT: "正答ではなくなった",
    Direction.OTHERWISE: "そのほかの変化",
}

TAG = "タグ"
TURNS = "質問"
TOTAL = "合計"
NO_TAG = "（なし）"
UNCHANGED = "前回の記録から変わった返事はありません。"
COMPARED = "前回の記録と比べて:"
_GAP = "  "
_LONGEST = 200


def table_lines(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """A row a kind of tag and one of totals: how many, and which share."""
    left = sum(each.verdict is Verdict.UNFILLED for each in outcomes)
    outcomes = [each for each in outcomes if each.verdict is not Verdict.UNFILLED]
    rows = [(TAG, TURNS, *(VERDICTS[each] for each in _COLUMNS))]
    rows += [_row(kind or NO_TAG, counted) for kind, counted in by_kind(outcomes).items()]
    rows.append(_row(TOTAL, tally(outcomes)))
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        right_aligned = (_pad(cell, width) + cell for cell, width in zip(numbers, widths[1:], strict=True))
        yield _GAP.join((name + _pad(name, widths[0]), *right_aligned))
    whole, several = conversations(outcomes)
    yield f"会話{several}件のうち、すべての質問に正答したものは{whole}件です。"
    if left:
        yield f"期待する答えが未記入（todo）の質問が{left}件あります。書き足すと採点します。--show で返事を見られます。"


def _row(name: str, counted: Counter[Verdict]) -> tuple[str, ...]:
    total = counted.total()
    return (name, str(total), *(_cell(counted[each], total) for each in _COLUMNS))


def _cell(count: int, total: int) -> str:
    return f"{count} ({100 * count / total:5.1f}%)" if count else "0 (  0.0%)"


def _pad(cell: str, width: int) -> str:
    return " " * (width - _width(cell))


def _width(text: str) -> int:
    """Columns on a terminal: full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def turn_lines(judged: Judged) -> Iterable[str]:
    """A turn that is not right: what was asked, expected and replied."""
    reply = judged.reply
    yield f"{_place(judged.outcome)} {VERDICTS[judged.outcome.verdict]}"
    yield f"  質問: {' → '.join(one_line(each) for each in judged.outcome.asked)}"
    yield f"  期待: {_told(judged.expected)}"
    yield f"  返事: {_short(one_line(reply.text))}"
    if reply.reading:
        yield f"  読み方: {one_line(reply.reading)}"
    for each in judged.complaints:
        yield from (f"  違い: {line}" for line in complaint_lines(each))


def complaint_lines(complaint: Complaint) -> Iterable[str]:
    """A word of an expectation and what the reply has instead; of alternatives, each of their own words."""
    parts = complaint.found if isinstance(complaint.found, list) else []
    nested = [part for part in parts if isinstance(part, Complaint)]
    if not nested:
        yield f"{complaint.word} は {_told(complaint.wanted)} のはずが {_told(complaint.found)}"
    for part in nested:
        yield from (f"{complaint.word} › {line}" for line in complaint_lines(part))


def comparison_lines(comparison: Comparison) -> Iterable[str]:
    yield COMPARED if comparison.changes else UNCHANGED
    for direction, heading in DIRECTIONS.items():
        found = [change for change in comparison.changes if change.direction is direction]
        if found:
            yield f"{heading} {len(found)}件"
        for change in found:
            now = change.now
            became = f"{VERDICTS[change.before]} → {VERDICTS[now.verdict]}"
            yield f"  {_place(now)} {became}: {one_line(now.asked[-1])}"
    if comparison.added:
        yield f"前回にはなかった質問 {comparison.added}件"
    if comparison.gone:
        yield f"前回だけにあった質問 {comparison.gone}件"


def _place(outcome: Outcome) -> str:
    return one_line(f"{outcome.id} {outcome.turn}問目［{outcome.tag or NO_TAG}］")


def _told(value: object) -> str:
    return _short(json.dumps(value, ensure_ascii=False, default=str))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
