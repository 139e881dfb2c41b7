"""`yosan chat`, from a pipe; and replies as a terminal shows them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.cli import run
from bot.exits import Exit
from bot.reply import Reply, ReplyChoice, ReplyFigure, ReplyItem, ReplySource, Status
from bot.terminal import show

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yosan")


def _chat(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, typed: bytes) -> str:
    monkeypatch.setenv("YOSAN_DATA_DIR", str(home))
    monkeypatch.delenv("YOSAN_DATABASE_URL", raising=False)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
    assert run(["chat"]) == Exit.DONE
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_a_follow_up_knows_what_was_asked(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    out = _chat(home, monkeypatch, capsys, "雇用対策課の今年度予算は？\n前年度は？\n".encode())
    assert "2,158,796千円" in out
    assert "2,327,390千円" in out.split("＞ 前年度は？")[1]


def test_reset_forgets(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    out = _chat(home, monkeypatch, capsys, "雇用対策課の今年度予算は？\n/reset\nその前年度は？\n".encode())
    after = out.split("＞ その前年度は？")[1]
    assert "2,327,390千円" not in after


def test_quit_ends_and_what_follows_is_not_asked(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    out = _chat(home, monkeypatch, capsys, "／quit\n雇用対策課の今年度予算は？\n".encode())
    assert "2,158,796" not in out


def test_commands(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    typed = "/explain\n/help\n/documents\n/nonsense\n雇用対策課の今年度予算は？\n/explain\n/explain 新規事業は？\n"
    asked = _chat(home, monkeypatch, capsys, typed.encode()).split("＞ ")
    nothing, helped, documents, unknown, _, last, other = asked[1:]
    assert "まだ質問がありません" in nothing
    assert all(name in helped for name in ("/help", "/documents", "/explain", "/reset", "/quit"))
    assert "\n* " in documents
    assert "/nonsense という命令はありません" in unknown
    assert "SELECT" in last
    assert "雇用対策課の今年度予算は？" in last
    assert "新規事業は？" in other


def test_explaining_does_not_change_the_conversation(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed = "雇用対策課の今年度予算は？\n/explain 産業政策課の予算は？\n前年度は？\n"
    out = _chat(home, monkeypatch, capsys, typed.encode())
    assert "2,327,390千円" in out.split("＞ 前年度は？")[1]


def test_bytes_that_are_no_text_and_empty_lines(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    out = _chat(home, monkeypatch, capsys, b"\n   \n\xff\xfe\x00\x1b[31m\nend of input without a newline")
    assert out.count("＞ ") == 2
    assert "\x1b" not in out


REPLY = Reply(
    question="新規事業は？",
    status=Status.ANSWERED,
    headline="新規事業は 2件です。",
    text="新規事業は 2件です。\n1. [red]甲[/red]事業費\n2. 乙事業費\n※ 注\n読み方: 読み\n出典: 資料",
    reading="読み",
    items=(
        ReplyItem(
            "project", "[red]甲[/red]事業費", (ReplyFigure("[red]甲[/red]事業費 令和5年度当初予算", 1234, "千円"),)
        ),
        ReplyItem("project", "乙事業費", (ReplyFigure("乙事業費 令和5年度当初予算", -5, "千円"),)),
    ),
    notes=("注",),
    sources=tuple(ReplySource("資料", "主要事業一覧", line, "1,234") for line in range(5)),
)


def _shown(reply: Reply, *, color: bool = False) -> str:
    screen = Console(file=io.StringIO(), width=100, force_terminal=color, color_system="standard" if color else None)
    show(screen, reply, with_question=True)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_rows_become_a_table() -> None:
    out = _shown(REPLY)
    assert "＞ 新規事業は？" in out
    assert "[red]甲[/red]事業費" in out
    assert out.count("令和5年度当初予算") == 1
    assert "1,234千円" in out
    assert "▲5千円" in out
    assert "※ 注" in out
    assert "読み方: 読み" in out
    assert "ほか2件" in out
    assert "1. " not in out


def test_less_is_red_on_a_terminal() -> None:
    assert "\x1b[31m" in _shown(REPLY, color=True)


def test_a_reply_without_rows_is_its_text() -> None:
    reply = Reply(
        question="商業は？",
        status=Status.CLARIFY,
        headline="どれのことですか。",
        text="どれのことですか。\n1. 甲課\n2. 乙課",
        choices=(ReplyChoice("甲課", "甲課の予算は？"),),
    )
    out = _shown(reply)
    assert [line.rstrip() for line in out.splitlines() if line.strip()] == [
        "＞ 商業は？", "どれのことですか。", "1. 甲課", "2. 乙課",
    ]  # fmt: skip
