"""What `yosan digest` prints."""

from __future__ import annotations

from datetime import datetime

from bot.wording import digest_windows as windows
from bot.wording.digest import TOPICS, day
from db.digests.definitions import Digest, Topic
from db.digests.ledger import Due, Run, RunState

NO_RUNS = "記録はまだありません。"
NOTHING_DUE = "いま届けるものはありません。"
STATES: dict[RunState, str] = {
    RunState.DUE: "届ける前",
    RunState.CLAIMED: "届けているところ",
    RunState.SENT: "届けました",
    RunState.SKIPPED: "お伝えすることがなく、休みました",
    RunState.MISSED: "間に合いませんでした",
    RunState.FAILED: "届けられませんでした",
    RunState.CANCELLED: "止められていました",
}
NAMES = {name: topic for topic, name in TOPICS.items()} | {topic.value: topic for topic in Topic}
"""What a topic may be called on a command line."""


def digest_line(digest: Digest, next_at: datetime | None) -> str:
    """A digest in three lines."""
    schedule = windows.schedule_words(digest.schedule)
    return (
        f"{digest.id}  {digest.name}（{digest.channel}、{digest.owner}）\n"
        f"   {schedule}｜{windows.blocks_words(digest.blocks)}\n"
        f"   {windows.next_line(next_at, digest.schedule, paused=digest.paused)}"
    )


def run_line(run: Run, digest: Digest) -> str:
    """«2026年4月1日（水） よさん便り: 届けました（2026年4月1日（水）9:00）»."""
    when = f"（{windows.local(run.settled_at, digest.schedule.zone)}）" if run.settled_at else ""
    why = f" {windows.WHY.get(run.note, run.note)}" if run.note else ""
    again = f"、{run.attempts}回目で" if run.attempts > 1 else ""
    return f"{day(run.due.date)} {digest.name}: {STATES[run.state]}{when}{again}{why}"


def settled_line(due: Due, state: RunState) -> str:
    """«2026年4月1日（水） 3: 届けました»."""
    return f"{day(due.date)} {due.digest_id}: {STATES[state]}"
