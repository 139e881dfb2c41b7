"""What people did not like, and what was not understood, for those who look after the bot."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from bot.answering import take_turn
from bot.cli import run
from bot.composition import opened_asker
from bot.evaluation.files import read_questions
from bot.remembering import remembered
from bot.settings import Settings
from bot.slack.counter import understood
from bot.wording import upkeep
from db.talk.asked import Asked, asked_id, keep_asked, vote
from db.talk.notebook import Notebook
from db.talk.outbox import State
from db.talk.threads import Place
from nlp.reading import Context, Refusal

NOW = datetime.now(UTC) - timedelta(minutes=5)


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bot.db'}"


async def _talk(database: str, conversations: list[tuple[str, ...]]) -> list[list[int]]:
    """Conversations as Slack would have kept them; ids of the questions asked."""
    ids: list[list[int]] = []
    async with opened_asker(Settings(database, Path())) as asker:
        notebook = Notebook(asker.engine)
        for number, questions in enumerate(conversations):
            context = Context()
            ids.append([])
            for step, question in enumerate(questions):
                async with asker.door.opened() as connection:
                    turn = await take_turn(asker.desk, connection, question, context)
                asked = Asked(
                    place=Place("T1", "C1", f"{number}"),
                    message_ts=f"{number}.{step}",
                    reply_ts="1",
                    asker="U1SECRET",
                    question=question,
                    context=remembered(context),
                    document=asker.desk.document.slug,
                    private=False,
                    asked_at=NOW + timedelta(seconds=10 * number + step),
                    id=asked_id(f"{number}.{step}"),
                    **understood(turn),
                )
                await notebook.write(keep_asked, asked)
                ids[-1].append(asked.id)
                context = turn.context
        notebook.close()
    return ids


async def _vote(database: str, asked: int, voter: str, good: bool, comment: str = "") -> None:
    async with opened_asker(Settings(database, Path())) as asker:
        notebook = Notebook(asker.engine)
        await notebook.write(vote, asked, voter, NOW, good=good, comment=comment)
        notebook.close()


def test_what_was_not_liked_becomes_cases(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ids = asyncio.run(
        _talk(
            database,
            [("雇用対策課の予算は？", "前年度は？"), ("貿易振興課の予算をグラフで",), ("一般会計の予算は？",)],
        )
    )
    for voter, comment in (("U1", "9月現計が知りたかった"), ("U2", "")):
        asyncio.run(_vote(database, ids[0][1], voter, False, comment))
    asyncio.run(_vote(database, ids[0][1], "U3", True))
    asyncio.run(_vote(database, ids[1][0], "U1", False))
    asyncio.run(_vote(database, ids[2][0], "U1", True))
    file = tmp_path / "feedback.yaml"
    export = ["feedback", "export", str(file), "--database", database]
    assert run(export) == 0
    assert "2件" in capsys.readouterr().out

    said = file.read_text("utf-8")
    assert "U1" not in said
    cases = yaml.safe_load(said)["cases"]
    first, second = cases
    assert [turn["ask"] for turn in first["turns"]] == ["雇用対策課の予算は？", "前年度は？"]
    assert first["turns"][0]["expect"] == {"status": "answered"}
    todo = first["turns"][1]["expect"]["todo"]
    assert (todo["disliked"], todo["liked"], todo["comments"]) == (2, 1, ["9月現計が知りたかった"])
    assert "2,327,390" in todo["reply"]
    assert "雇用対策課" in todo["reading"]
    assert [turn["ask"] for turn in second["turns"]] == ["貿易振興課の予算"]

    # Nothing is judged before somebody says what is expected, and that is told.
    assert len(read_questions(file).cases) == 2
    assert run(["eval", str(file), "--database", database]) == 1
    told = capsys.readouterr().out
    assert "未記入（todo）の質問が2件あります" in told
    assert "合計         1  1 (100.0%)" in told
    assert run(["eval", str(file), "--show", "--database", database]) == 1
    assert "［feedback/feedback_" in capsys.readouterr().out

    # Filled in it is a case as any other; a note may stay.
    first["turns"][1]["expect"]["amount"] = 2327390
    second["turns"][0]["expect"] = {"amount": 1}
    file.write_text(yaml.safe_dump({"document": "bundled", "cases": cases}, allow_unicode=True), "utf-8")
    assert run(["eval", str(file), "--database", database]) == 1
    told = capsys.readouterr().out
    assert "未記入" not in told
    assert "合計         3  2 ( 66.7%)" in told

    # Nor is what somebody filled in written over.
    assert run(export) == 2
    assert "もうあるファイルです" in capsys.readouterr().err


def test_nothing_disliked_writes_nothing(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "feedback.yaml"
    assert run(["feedback", "export", str(file), "--database", database]) == 0
    assert "👎 の付いた回答はありません" in capsys.readouterr().out
    assert not file.exists()


def test_what_was_not_understood_is_ranked(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[tuple[str, ...]] = [
        ("ラーメンの予算は？",),
        ("ﾗｰﾒﾝの予算は",),
        ("ラーメンの予算はいくら？",),
        ("雇用対策課は来年度いくらになりそう？",),
        ("貿易振興課の予算は？",),
    ]
    asyncio.run(_talk(database, asked))
    assert run(["unknown", "--database", database]) == 0
    words, declined = capsys.readouterr().out.split("\n\n")
    assert words.splitlines()[1].split()[:2] == ["3", "ラーメン"]
    lines = declined.splitlines()[1:]
    assert lines[0].split()[0] == "2", "asked twice, in other letters"
    assert any("［今後の見込み］" in line for line in lines)
    assert not any("貿易" in line for line in lines)
    assert run(["unknown", "--most", "1", "--days", "1", "--database", database]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5


def test_every_reason_and_state_has_its_word() -> None:
    assert set(upkeep.REASONS) == set(Refusal)
    assert set(upkeep.STATES) == set(State)


@pytest.mark.parametrize("group", ["outbox", "feedback"])
def test_a_group_alone_explains_itself(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([group]) == 0
    assert f"yosan {group}" in capsys.readouterr().out
