"""Whatever is typed, there is a reply, no figure is made up, and the store stays as it was."""

from __future__ import annotations

import pytest

from tests.support.library import Library, Reply

_KEYS = {
    *("question", "status", "reason", "intent", "reading", "text"),
    *("figures", "items", "yes", "notes", "sources", "choices"),
}

_NEVER_ANSWERED = {
    "empty": "",
    "spaces": " \t　\n",
    "nul": "\x00",
    "control characters": "\x01\x02\x1b[31m\x07\x08\x7f\x9b",
    "emoji only": "🍣🎉💴👩‍👩‍👧‍👦🏳️‍🌈",
    "lone high surrogate": "\ud83d",
    "lone low surrogate": "\udcff\udc80",
    "right-to-left marks": "\u202e\u200f\u2066\u2069",
    "combining marks": "\u3099" * 500,
    "sixty kilobytes": "あ" * 20_000,
    "sixty kilobytes of ascii": "a" * 60_000,
    "sixty kilobytes of brackets": "「" * 20_000,
    "sql": "'; DROP TABLE fact; DELETE FROM document WHERE '1'='1",
    "sql union": '" UNION SELECT text FROM revision --',
    "like wildcards": "%%%___%%%\\%",
    "script": "<script>alert('よさん')</script>",
    "slack broadcast": "<!channel> <!here> <@U123456>",
    "template": "{{7*7}} ${jndi:ldap://x} {0.__class__}",
    "format": "%s%n%x{question}",
    "regular expression": "(a+)+$ [あ-ん]* \\d{1,99999}",
    "digits": "9" * 5_000,
    "kanji digits": "億" * 3_000,
    "punctuation": "？！。、・「」【】※▲" * 50,
}

_STILL_ANSWERED = {
    "nul inside": "雇用対策課の\x00予算は？",
    "zero width": "雇\u200b用対\u200d策課の予\ufeff算は？",
    "right-to-left": "\u202e雇用対策課の予算は？\u202c",
    "line breaks": "雇用対策課の\r\n予算は？\n",
    "trailing surrogate": "雇用対策課の予算は？\ud83d",
    "full width spaces": "　雇用対策課　の　予算　は？　",
    "decomposed": "雇用対策課の予算は？\u0000",
}

_WITH_A_NAME = {
    "name with sql": "雇用対策課'; DROP TABLE fact; --の予算",
    "name with broadcast": "<!channel> 雇用対策課の予算は？",
    "name with script": "<b>雇用対策課</b><script>x</script>の予算は？",
    "name a thousand times": "雇用対策課" * 1_000,
    "many questions": "雇用対策課の予算は？" * 1_000,
    "huge range": f"{'9' * 400}円以上の事業",
    "huge number": f"No.{'7' * 400}の事業",
    "huge rank": f"上位{'9' * 400}事業",
    "zeroth": "0番目に大きい事業",
    "top zero": "上位0事業",
    "negative": "-5番目の事業",
    "upside down range": "5億円以上1億円以下の事業",
    "year zero": "令和0年度の雇用対策課の予算",
    "year far": "令和99999999999年度の雇用対策課の予算",
}


def _ask(library: Library, question: str) -> Reply:
    before = library.digest()
    reply = library.ask("bundled", [question])[0]
    assert library.digest() == before, "a question changed the store"
    assert set(reply) == _KEYS
    assert reply["text"]
    assert "Traceback" not in reply["text"]
    return reply


@pytest.mark.parametrize("question", _NEVER_ANSWERED.values(), ids=_NEVER_ANSWERED.keys())
def test_noise_asserts_nothing(question: str, library: Library) -> None:
    reply = _ask(library, question)
    assert reply["status"] in {"declined", "clarify", "help"}
    assert reply["figures"] == []
    assert reply["items"] == []


@pytest.mark.parametrize("question", _STILL_ANSWERED.values(), ids=_STILL_ANSWERED.keys())
def test_a_question_survives_its_wrapping(question: str, library: Library) -> None:
    reply = _ask(library, question)
    assert [figure["value"] for figure in reply["figures"]] == [2158796]


@pytest.mark.parametrize("question", _WITH_A_NAME.values(), ids=_WITH_A_NAME.keys())
def test_odd_questions_get_true_figures_or_none(question: str, library: Library) -> None:
    reply = _ask(library, question)
    if reply["status"] == "answered" and "雇用対策課" in question:
        assert {figure["value"] for figure in reply["figures"]} <= {2158796}
    else:
        assert reply["figures"] == []


def test_a_year_out_of_reach_is_declined(library: Library) -> None:
    for question in (_WITH_A_NAME["year zero"], _WITH_A_NAME["year far"]):
        assert _ask(library, question)["status"] == "declined"


def test_a_hostile_turn_does_not_poison_the_conversation(library: Library) -> None:
    replies = library.ask("bundled", ["雇用対策課の予算は？", "あ" * 20_000, "\x00\ud83d", "去年は？"])
    assert [figure["value"] for figure in replies[-1]["figures"]] == [2327390]


def test_the_reply_of_a_long_question_is_short(library: Library) -> None:
    assert len(library.ask("bundled", ["あ" * 20_000])[0]["text"]) < 2_000


@pytest.mark.parametrize(
    "piece",
    [
        "あ",
        "え",
        "へ",
        "ん",
        "、えっと",
        "合計、",
        "件数と",
        "一番",
        "課別",
        "9",
        "億",
        "それとも",
        "÷",
        "拡充÷",
        "÷'",
        "担当=",
        "Δ(",
    ],
)
def test_a_word_said_a_thousand_times_is_read_through(piece: str, library: Library) -> None:
    """No pattern tries all the ways it may be parted, no rule reads the sides of sides without end."""
    replies = library.ask("bundled", ["雇用対策課の予算は？", piece * 1_000, "去年は？"])
    assert set(replies[1]) == _KEYS
    assert "Traceback" not in replies[1]["text"]
