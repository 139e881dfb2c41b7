"""`yosan eval` from outside: what it counts, what it compares, and what it says of files that are no question sets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import run
from bot.exits import Exit

LINES = Path(__file__).parent.parent / "questions" / "basics.jsonl"
YAML = LINES.with_suffix(".yaml")

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("yosan")


@pytest.fixture(autouse=True)
def _surroundings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOSAN_DATA_DIR", str(home))
    monkeypatch.delenv("YOSAN_DATABASE_URL", raising=False)


def line(identity: str, ask: str, expect: dict[str, Any], tag: str = "t/x") -> str:
    return json.dumps({"id": identity, "tag": tag, "turns": [ask], "expect": [expect]}, ensure_ascii=False)


RIGHT = line("right", "雇用対策課の今年度予算は？", {"amount": 2158796})
WRONG = line("wrong", "雇用対策課の今年度予算は？", {"amount": 1}, "u")
ASKED_BACK = line("asked", "あれいくら？", {"amount": 1}, "u")
DECLINED = line("declined", "雇用対策課の職員は何人いますか", {"amount": 1})


def written(folder: Path, *lines: str, name: str = "q.jsonl") -> str:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return str(file)


def counts(out: str) -> dict[str, list[int]]:
    """Of each row of the table: turns, right, asked back, declined, wrong."""
    rows = [row.split() for row in out.splitlines() if "%)" in row]
    return {row[0]: [int(cell) for cell in row[1:] if cell.isdigit()] for row in rows}


def test_both_forms_are_judged(capsys: Capture) -> None:
    assert run(["eval", str(LINES), str(YAML)]) == Exit.DONE
    out, err = capsys.readouterr()
    assert counts(out) == {
        "amount": [3, 3, 0, 0, 0],
        "basics": [4, 4, 0, 0, 0],
        "change": [1, 1, 0, 0, 0],
        "declined": [1, 1, 0, 0, 0],
        "list": [1, 1, 0, 0, 0],
        "合計": [10, 10, 0, 0, 0],
    }
    assert out.splitlines()[-1] == "会話8件のうち、すべての質問に正答したものは8件です。"
    assert err == ""


def test_each_verdict_is_counted_by_tag(tmp_path: Path, capsys: Capture) -> None:
    assert run(["eval", written(tmp_path, RIGHT, WRONG, ASKED_BACK, DECLINED)]) == Exit.NOT_ALL_RIGHT
    out = capsys.readouterr().out
    assert counts(out) == {"t": [2, 1, 0, 1, 0], "u": [2, 0, 1, 0, 1], "合計": [4, 1, 1, 1, 1]}
    assert "( 25.0%)" in out
    assert "期待" not in out


def test_show_tells_what_was_expected(tmp_path: Path, capsys: Capture) -> None:
    run(["eval", written(tmp_path, RIGHT, WRONG), "--show"])
    out = capsys.readouterr().out
    assert "wrong 1問目［u］ 誤答" in out
    assert '期待: {"amount": 1}' in out
    assert "amount は 1 のはずが" in out
    assert "2158796" in out
    assert "right 1問目" not in out


def test_a_tag_narrows(tmp_path: Path, capsys: Capture) -> None:
    file = written(tmp_path, RIGHT, WRONG)
    assert run(["eval", file, "--tag", "t/"]) == Exit.DONE
    assert counts(capsys.readouterr().out)["合計"] == [1, 1, 0, 0, 0]
    assert run(["eval", file, "--tag", "nothing"]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "「nothing」" in err
    assert "t、u" in err


def test_a_run_is_compared_with_the_one_before(tmp_path: Path, capsys: Capture) -> None:
    saved = str(tmp_path / "run.json")
    last = line("last", "部の予算は全部でいくら？", {"amount": 70934529})
    assert run(["eval", written(tmp_path, RIGHT, WRONG, DECLINED, last), "--save", saved]) == Exit.NOT_ALL_RIGHT
    capsys.readouterr()

    run(["eval", str(tmp_path / "q.jsonl"), "--against", saved])
    assert "変わった返事はありません" in capsys.readouterr().out

    answers = (
        line("right", "雇用対策課の今年度予算は？", {"amount": 2}),
        line("wrong", "雇用対策課の今年度予算は？", {"amount": 2158796}, "u"),
        line("moved", "雇用対策課の職員は何人いますか", {"status": "declined"}),
        line("new", "貿易振興課の予算は？", {"amount": 208155}),
    )
    assert run(["eval", written(tmp_path, *answers), "--against", saved]) == Exit.NOT_ALL_RIGHT
    told = capsys.readouterr().out.split("前回の記録と比べて:\n")[1].splitlines()
    assert told == [
        "新しく正答 2件",
        "  wrong 1問目［u］ 誤答 → 正答: 雇用対策課の今年度予算は？",
        "  moved 1問目［t/x］ 辞退 → 正答: 雇用対策課の職員は何人いますか",
        "新しく誤答 1件",
        "  right 1問目［t/x］ 正答 → 誤答: 雇用対策課の今年度予算は？",
        "前回にはなかった質問 1件",
        "前回だけにあった質問 1件",
    ]


def test_the_document_can_be_chosen(tmp_path: Path, capsys: Capture) -> None:
    other = written(tmp_path, YAML.read_text("utf-8").replace("bundled", "山形県"), name="other.yaml")
    assert run(["eval", other]) == Exit.DONE
    nowhere = written(tmp_path, YAML.read_text("utf-8").replace("bundled", "どこか"), name="nowhere.yaml")
    assert run(["eval", nowhere, "--document", "商工労働部"]) == Exit.DONE
    capsys.readouterr()
    assert run(["eval", nowhere]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "「どこか」" in err


def test_bundled_is_the_shipped_document_whatever_was_loaded_since(tmp_path: Path, capsys: Capture) -> None:
    store = f"sqlite:///{tmp_path / 'two.db'}"
    invented = LINES.parent.parent / "documents" / "unabara_r5_norin_suisan.txt"
    assert run(["load", str(invented), "--database", store]) == Exit.DONE
    assert run(["eval", str(YAML), "--database", store]) == Exit.DONE
    assert run(["eval", str(LINES), "--database", store]) == Exit.NOT_ALL_RIGHT
    assert run(["eval", str(LINES), "--database", store, "--document", "山形県"]) == Exit.DONE
    capsys.readouterr()


CASES = "document: bundled\ncases:\n"


@pytest.mark.parametrize(
    ("name", "content", "place", "why"),
    [
        ("q.jsonl", "", "", "一つもありません"),
        ("q.jsonl", f"{RIGHT}\n{{oops\n", "2行目", "JSON"),
        ("q.jsonl", f"{RIGHT}\n\n[1]\n", "3行目", "形ではありません"),
        ("q.jsonl", '{"tag": "t", "turns": ["x"], "expect": [{"amount": 1}]}', "1行目", '"id"'),
        ("q.jsonl", '{"id": 1, "tag": "t", "turns": [], "expect": []}', "1行目", '"turns"'),
        ("q.jsonl", '{"id": 1, "turns": ["x"], "expect": [{"amount": 1}]}', "1行目", '"tag"'),
        ("q.jsonl", '{"id": 1, "tag": "t", "turns": ["x"]}', "1行目", "expect"),
        ("q.jsonl", '{"id": 1, "tag": "t", "turns": ["x", "y"], "expect": [{"amount": 1}]}', "1行目", "2つ"),
        ("q.jsonl", '{"id": 1, "tag": "t", "turns": ["x"], "expect": [{}]}', "1行目", "expect"),
        ("q.jsonl", '{"id": 1, "tag": "t", "turns": ["x"], "expect": [7]}', "1行目", "expect"),
        ("q.jsonl", f"{RIGHT}\n" + line("x", "x", {"amuont": 1}), "2行目", "「amuont」"),
        ("q.jsonl", f"{RIGHT}\n" + line("x", "x", {"any": [{"amount": 1}, {"yes": 3}]}), "2行目", "「yes」に「3」"),
        ("q.jsonl", line("x", "x", {"any": []}), "1行目", "「any」に「[]」"),
        ("q.jsonl", line("x", "x", {"ordered": True}), "1行目", "「ordered」"),
        ("q.jsonl", line("x", "x", {"status": ["declined"]}), "1行目", "「status」"),
        ("q.jsonl", f"{RIGHT}\n{RIGHT}", "2行目", "「right」が二度"),
        ("q.yaml", "", "", "一つもありません"),
        ("q.yaml", "cases: [a\n", "2行目", "YAML"),
        ("q.yaml", "- just\n- a list\n", "1行目", "document"),
        ("q.yaml", "document: bundled\n", "1行目", "cases"),
        ("q.yaml", CASES + "  []\n", "3行目", "一つもありません"),
        ("q.yaml", CASES + "  - {name: a, expect: {amount: 1}}\n", "3行目", "「name、expect」"),
        ("q.yaml", CASES + "  - {name: a, turns: [{ask: x}]}\n", "3行目", "「ask」"),
        ("q.yaml", CASES + "  - {name: a, expect: {amount: 1}, phrasings: x}\n", "3行目", "phrasings"),
        ("q.yaml", CASES + "  - name: a\n    expect: {amount: 1}\n    phrasings:\n      - 44\n", "6行目", "文字列"),
        ("q.yaml", CASES + "  - name: a\n    expect: {amuont: 1}\n    phrasings: [x]\n", "4行目", "「amuont」"),
        ("q.yaml", CASES + "  - name: a\n    expect: {text_matches: '('}\n    phrasings: [x]\n", "4行目", "「(」"),
        ("q.yaml", CASES + "  - name: a\n    expect: !!python/object:os.x {}\n    phrasings: [x]\n", "4行目", "expect"),
        ("q.yaml", CASES + "  - {name: a, name: b, turns: []}\n", "3行目", "「name」が二度"),
        ("q.yaml", CASES + "  - {name: a, expect: {amount: 1}, phrasings: [x]}\n" * 2, "4行目", "「a」が二度"),
        ("q.yaml", CASES + "  - &a [*a]\n", "3行目", "形ではありません"),
        ("q.yaml", CASES + "  - \x07\n", "3行目", "YAML"),
        ("q.yaml", "[" * 5_000, "", "YAML"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    name: str, content: str, place: str, why: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(["eval", str(LINES), written(tmp_path, content, name=name)]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0].endswith(name)
    assert err.splitlines()[1].startswith(place)
    assert why in err.splitlines()[1]
    assert "Traceback" not in err


@pytest.mark.parametrize("name", ["q.jsonl", "q.yaml"])
def test_bytes_that_are_no_text(name: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / name
    file.write_bytes(b'\n{"id": "\xff"}\n')
    assert run(["eval", str(file)]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "2行目: UTF-8" in err


@pytest.mark.parametrize("content", ["", "{", "[]", '{"form": "yosan-eval-1", "turns": [{"set": "q"}]}', "\x00"])
def test_what_is_no_saved_run(content: str, tmp_path: Path, capsys: Capture) -> None:
    saved = written(tmp_path, content, name="run.json")
    assert run(["eval", str(LINES), "--against", saved]) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "run.json" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["eval"], "ファイル"),
        (["eval", "no-such-file.yaml"], "no-such-file.yaml"),
        (["eval", str(LINES), "--save", str(LINES)], "--save"),
        (["eval", str(LINES), "--against", "no-such-run.json"], "no-such-run.json"),
        (["eval", str(LINES), "--save", str(LINES / "run.json")], "run.json"),
    ],
)
def test_misuse(arguments: list[str], said: str, capsys: Capture) -> None:
    before = LINES.read_bytes()
    assert run(arguments) == Exit.MISUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert LINES.read_bytes() == before


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    run(["eval", written(tmp_path, line("\x1b[2J", "予算\x1b[31m", {"amount": 1}, "t\x07")), "--show"])
    assert "\x1b" not in capsys.readouterr().out.replace("\n", "")
