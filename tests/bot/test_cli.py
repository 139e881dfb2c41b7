"""The `yosan` command from outside: what it prints, where, and how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import run
from bot.exits import Exit

QUESTION = "雇用対策課の今年度予算は？"
AMOUNT = 2_158_796
UNANSWERABLE = "雇用対策課の職員は何人いますか"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory of its own; the first command makes the store in it."""
    return tmp_path_factory.mktemp("yosan")


@pytest.fixture(autouse=True)
def _surroundings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSAN_DATA_DIR", str(home))
    monkeypatch.delenv("YOSAN_DATABASE_URL", raising=False)
    monkeypatch.delenv("YOSAN_DEBUG", raising=False)


def _piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def _replies(capsys: Capture) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_ask_prints_the_plain_text(capsys: Capture) -> None:
    assert run(["ask", QUESTION]) == Exit.DONE
    out, err = capsys.readouterr()
    assert "21億5,879万6千円（2,158,796千円）" in out.splitlines()[0]
    assert "\x1b" not in out
    assert err == ""


def test_ask_json_prints_a_reply_a_line(capsys: Capture) -> None:
    assert run(["ask", "--json", QUESTION, "前年度は？"]) == Exit.DONE
    first, second = _replies(capsys)
    assert first["question"] == QUESTION
    assert [figure["value"] for figure in first["figures"]] == [AMOUNT]  # type: ignore[attr-defined]
    assert [figure["value"] for figure in second["figures"]] == [2_327_390]  # type: ignore[attr-defined]


def test_several_questions_are_told_apart(capsys: Capture) -> None:
    run(["ask", QUESTION, "前年度は？"])
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.startswith("＞")] == [f"＞ {QUESTION}", "＞ 前年度は？"]


def test_a_declined_question_says_so_in_the_exit_code(capsys: Capture) -> None:
    assert run(["ask", UNANSWERABLE]) == Exit.DECLINED
    assert run(["ask", QUESTION, UNANSWERABLE]) == Exit.DECLINED
    assert capsys.readouterr().out != ""


def test_greetings_are_no_failure(capsys: Capture) -> None:
    assert run(["ask", "こんにちは"]) == Exit.DONE
    assert capsys.readouterr().out != ""


@pytest.mark.parametrize(
    "question",
    ["", "   ", "\x00\x1b[31m\x07", "\udcff\udcfe", "予算" * 10_000, "<b>'; DROP TABLE document; --</b>", "\u202e算予"],
    ids=["empty", "spaces", "control", "surrogates", "60kB", "sql", "rtl"],
)
def test_whatever_is_asked_gets_a_reply(question: str, capsys: Capture) -> None:
    assert run(["ask", "--json", question]) in (Exit.DONE, Exit.DECLINED)
    (reply,) = _replies(capsys)
    assert reply["status"] in ("declined", "clarify", "help")
    assert reply["figures"] == []
    assert run(["ask", question]) in (Exit.DONE, Exit.DECLINED)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    assert "\x1b" not in out


def test_batch_answers_each_conversation_on_its_own(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "questions.jsonl"
    lines = [
        {"id": "a", "turns": [QUESTION, "前年度は？"], "tag": "ignored"},
        {"id": 2, "turns": ["前年度は？"]},
    ]
    file.write_text("\ufeff" + "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    assert run(["ask", "--batch", str(file)]) == Exit.DONE
    first, second = _replies(capsys)
    assert (first["id"], second["id"]) == ("a", 2)
    assert [reply["figures"][0]["value"] for reply in first["replies"]] == [AMOUNT, 2_327_390]  # type: ignore[attr-defined]
    assert AMOUNT not in [figure["value"] for reply in second["replies"] for figure in reply["figures"]]  # type: ignore[attr-defined]


def test_batch_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    _piped(monkeypatch, json.dumps({"id": "x", "turns": [QUESTION]}).encode() + b"\r\n")
    assert run(["ask", "--batch", "-"]) == Exit.DONE
    assert [line["id"] for line in _replies(capsys)] == ["x"]


GOOD = b'{"id": "a", "turns": ["x"]}'


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (GOOD + b"\n{oops\n", 2),
        (b"[1]\n", 1),
        (GOOD + b"\n\n" + b'{"turns": ["x"]}', 3),
        (b'{"id": "a"}', 1),
        (b'{"id": "a", "turns": []}', 1),
        (b'{"id": "a", "turns": ["x", 3]}', 1),
        (b'{"id": "a", "turns": "x"}', 1),
        (b'{"id": true, "turns": ["x"]}', 1),
        (GOOD + b'\n{"id": "\xff", "turns": ["x"]}', 2),
        (b"[" * 100_000, 1),
    ],
    ids=["json", "array", "no-id", "no-turns", "empty", "number", "string", "bool-id", "utf8", "deep"],
)
def test_a_bad_line_of_a_batch_is_named(
    data: bytes, line: int, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    _piped(monkeypatch, data)
    assert run(["ask", "--batch", "-"]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert f"{line}行目" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask"], "質問を指定"),
        (["ask", "--batch", "x", QUESTION], "同時に"),
        (["ask", "--jsn", QUESTION], "--json"),
        (["asc", QUESTION], "ask"),
        (["load"], "ファイル"),
        (["explain"], "質問"),
        (["ask", QUESTION, "--document"], "--document"),
        (["documents", "x"], "余分"),
        (["load", "no-such-file.txt"], "no-such-file.txt"),
        (["ask", "--batch", "no-such-file.jsonl"], "no-such-file.jsonl"),
        (["ask", QUESTION, "--document", "どこにもない資料"], "どこにもない資料"),
    ],
)
def test_misuse_is_explained_in_japanese(arguments: list[str], said: str, capsys: Capture) -> None:
    assert run(arguments) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Error" not in err
    assert "Usage" not in err


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["load", "--help"], []])
def test_help_is_japanese_and_has_examples(arguments: list[str], capsys: Capture) -> None:
    run(arguments)
    out, err = capsys.readouterr()
    assert "yosan " in out + err
    assert "使い方" in out + err
    assert not {"Usage", "Options", "Show this message"} & set((out + err).replace(":", " ").split())


def test_documents_are_listed_and_one_is_marked(capsys: Capture) -> None:
    assert run(["documents"]) == Exit.DONE
    assert [line[0] for line in capsys.readouterr().out.splitlines()].count("*") == 1
    assert run(["documents", "--json"]) == Exit.DONE
    (bundled,) = _replies(capsys)
    assert bundled["bundled"] is True
    assert bundled["chosen"] is True
    assert run(["ask", QUESTION, "--document", str(bundled["slug"])]) == Exit.DONE


def test_explain_shows_every_step(capsys: Capture) -> None:
    assert run(["explain", QUESTION]) == Exit.DONE
    out = capsys.readouterr().out
    assert [line[2:] for line in out.splitlines() if line.startswith("■")] == [
        "質問", "正規化", "形態素", "見つけた語", "使った規則", "問い合わせ", "SQL", "使われなかった語", "返事",
    ]  # fmt: skip
    assert "SELECT" in out
    assert "雇用対策課" in out
    assert "2,158,796千円" in out


def test_explain_shows_control_characters_instead_of_sending_them(capsys: Capture) -> None:
    run(["explain", "\x1b[2J予算\x07"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\\x1b[2J予算\\x07" in out


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02\xff\xfe", "令和2年度 予算".encode(), "こんにちは\n".encode() * 100],
    ids=["empty", "binary", "one-line", "prose"],
)
def test_a_file_that_is_no_document_changes_nothing(data: bytes, tmp_path: Path, capsys: Capture) -> None:
    run(["documents", "--json"])
    before = capsys.readouterr().out
    file = tmp_path / "bad.txt"
    file.write_bytes(data)
    assert run(["load", str(file)]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "何も保存していません" in err
    assert "Traceback" not in err
    run(["documents", "--json"])
    assert capsys.readouterr().out == before


def test_a_store_that_cannot_be_opened(tmp_path: Path, capsys: Capture) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database" * 100)
    for url in (f"sqlite:///{broken}", "sqlite:////proc/nowhere/yosan.db", "nonsense", "mysql://x/y"):
        assert run(["ask", QUESTION, "--database", url]) == Exit.STORE_FAILED, url
        out, err = capsys.readouterr()
        assert out == ""
        assert "データベース" in err
        assert "Traceback" not in err


def test_a_defect_is_admitted_and_its_details_kept_where_wanted(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of the test")

    monkeypatch.setattr("bot.asking.opened_asker", broken)
    assert run(["ask", QUESTION]) == Exit.FAILED
    out, err = capsys.readouterr()
    assert (out, "ZeroDivisionError" in err, "YOSAN_DEBUG" in err) == ("", False, True)
    log = home / "failures.log"
    assert not log.exists()
    monkeypatch.setenv("YOSAN_DEBUG", "1")
    assert run(["ask", QUESTION]) == Exit.FAILED
    assert str(log) in capsys.readouterr().err
    assert "ZeroDivisionError: of the test" in log.read_text("utf-8")


def test_the_whole_process_in_a_bare_locale(home: Path) -> None:
    """Bytes that are no UTF-8 as an argument, an ASCII locale, output into a pipe: Japanese comes out as UTF-8."""
    done = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "ask", QUESTION, b"\xff\xfe"],
        env={"YOSAN_DATA_DIR": str(home), "LC_ALL": "C", "PATH": ""},
        capture_output=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == Exit.DECLINED
    assert "2,158,796千円" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_a_reader_that_leaves_early_is_no_failure(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("".join(json.dumps({"id": n, "turns": [QUESTION]}) + "\n" for n in range(200)), "utf-8")
    code = "from bot.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "ask", "--batch", str(file)],
        env={"YOSAN_DATA_DIR": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).resolve().parents[2],
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == Exit.DONE
