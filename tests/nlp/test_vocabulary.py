"""The vocabulary's data: readings up to date, terms explained, surfaces as they are compared."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files

from nlp.readings import as_toml, readings
from nlp.tokens import DICTIONARY
from nlp.vocabulary import READINGS, vocabulary


def test_readings_are_up_to_date() -> None:
    """After changing vocabulary.toml: python -m nlp.readings."""
    assert files("nlp").joinpath(READINGS).read_text("utf-8") == as_toml(readings())


def test_kana_finds_what_kanji_finds() -> None:
    kanji = {concept for hit in vocabulary().hits("一番小さい事業の担当課") for concept in hit.concepts}
    kana = {concept for hit in vocabulary().hits("いちばんちいさいじぎょうのたんとうか") for concept in hit.concepts}
    assert {"rank.most", "noun.project", "ask.who"} <= kanji & kana


def test_latin_surfaces_are_whole_words() -> None:
    assert not any(text == "any" for hit in vocabulary().hits("company") if (text := "company"[hit.start : hit.end]))


def test_the_dictionary_is_the_pinned_one() -> None:
    assert version("sudachidict-core") == DICTIONARY
