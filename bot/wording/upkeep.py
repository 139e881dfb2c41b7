"""What is told to those who look after the bot: answers not sent, words not understood, answers not liked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.wording.terminal import one_line
from db.talk.outbox import State
from nlp.reading import Refusal

if TYPE_CHECKING:
    from db.talk.outbox import Outgoing
    from db.talk.unknown import Unknown

STATES: dict[State, str] = {
    State.WAITING: "送信待ち",
    State.SENT: "送信済み",
    State.DEAD: "送れず",
}

REASONS: dict[Refusal, str] = {
    Refusal.OTHER_YEAR: "ほかの年度",
    Refusal.SETTLEMENT: "決算や実績",
    Refusal.HEADCOUNT: "人数",
    Refusal.PERSON: "個人",
    Refusal.OPINION: "意見や評価",
    Refusal.FORECAST: "今後の見込み",
    Refusal.APPLICATION: "申し込み",
    Refusal.CONTACT: "連絡先",
    Refusal.OTHER_ORGANISATION: "ほかの組織",
    Refusal.WHOLE_GOVERNMENT: "全体の予算",
    Refusal.PROJECT_PAST_YEAR: "事業の前年度",
    Refusal.FINANCING: "財源",
    Refusal.SPLIT: "課ごとの配分",
    Refusal.UNKNOWN_NAME: "資料にない名前",
    Refusal.UNKNOWN_TOPIC: "資料にない言葉",
    Refusal.UNREAD_WORDS: "読み取れない語",
    Refusal.OUT_OF_SCOPE: "対象外",
    Refusal.EMPTY: "空の質問",
    Refusal.TOO_LONG: "長すぎる質問",
    Refusal.NOT_UNDERSTOOD: "読み取れない質問",
}
"""Why a question was declined, in a word."""

ABOUT_CASES = (
    "👎 の付いた回答から作った質問集。todo を、期待する答え（amount など）に書き換えてください。"
    "書き換えるまでは「未記入」として数えます。"
)
NOTHING_WAITS = "送れていない回答はありません。"
UNREAD = "読み取れなかった語"
DECLINED = "お答えしなかった質問"
NONE = "  （ありません）"
_MOST = 60


def outbox_lines(letters: Sequence[Outgoing]) -> Iterable[str]:
    """A line each: its number, what became of it, for whom, and why."""
    if not letters:
        yield NOTHING_WAITS
    for out in letters:
        why = f"（{one_line(out.error)}、{out.attempts}回）" if out.error else ""
        question = f"「{_short(out.question)}」" if out.question else ""
        yield f"{out.id:>5}  {STATES[out.state]}{why}  {_moment(out.made_at)}  {where(out)}  {question}"


def where(out: Outgoing) -> str:
    """«C01… の U01… さん»; whom a command was answered to is all that is known of where."""
    return f"{out.channel} の {out.asker} さん" if out.channel not in ("", out.asker) else f"{out.asker} さん"


def letter_lines(out: Outgoing, text: str) -> Iterable[str]:
    """All that is known of one."""
    yield f"番号: {out.id}"
    yield f"状態: {STATES[out.state]}"
    if out.error:
        yield f"理由: {one_line(out.error)}（{out.attempts}回）"
    if out.unsure:
        yield "届いたかどうかが分かりません。送り直すときは、届いていないことを確かめてから送ります。"
    yield f"あて先: {where(out)}"
    yield f"質問の日時: {_moment(out.made_at)}"
    yield f"質問: {one_line(out.question)}"
    yield "本文:"
    yield from (f"  {one_line(line)}" for line in text.splitlines())


def replayed(number: int) -> str:
    return f"{number} 番を送り直します。動いているボットが、まもなく送ります。"


def dropped(number: int) -> str:
    return f"{number} 番を捨てました。"


NOTHING_DEAD = "送れなかった回答はありません。"


def exported(file: str, cases: int, elsewhere: int) -> str:
    """What `yosan feedback export` did."""
    said = (
        f"👎 の付いた回答 {cases}件を {file} に書き出しました。todo を書き換えて、yosan eval で調べてください。"
        if cases
        else "👎 の付いた回答はありません。何も書き出していません。"
    )
    more = f"\nほかの資料についてのものが{elsewhere}件あります（--document で選べます）。" if elsewhere else ""
    return said + more


def unknown_lines(unread: Sequence[Unknown], declined: Sequence[Unknown], days: int) -> Iterable[str]:
    """Both rankings."""
    yield f"{UNREAD}（この{days}日）"
    yield from ([f"{each.times:>5}  {_short(each.said)}  例: {_short(each.told)}" for each in unread] or [NONE])
    yield ""
    yield f"{DECLINED}（この{days}日）"
    yield from ([f"{each.times:>5}  {_short(each.said)}{_reason(each.told)}" for each in declined] or [NONE])


def _reason(told: str) -> str:
    known = {reason.value: word for reason, word in REASONS.items()}
    return f"  ［{known[told]}］" if told in known else ""


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _MOST else line[: _MOST - 1] + "…"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
