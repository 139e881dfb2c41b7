"""The kana readings of the vocabulary, worked out once: `python -m nlp.readings` after changing `vocabulary.toml`."""

from __future__ import annotations

from pathlib import Path

from nlp.tokens import tokenize_all
from nlp.vocabulary import READINGS, surfaces_to_spell

_SHORTEST = 3
"""Kana; a reading this short hides in other words."""


def readings() -> dict[str, str]:
    """Surface with kanji → its reading in hiragana, where that is long enough to be told from other words."""
    surfaces = surfaces_to_spell()
    spelled = ("".join(token.reading for token in tokens) for tokens in tokenize_all(surfaces))
    return {s: reading for s, reading in zip(surfaces, spelled, strict=True) if len(reading) > _SHORTEST}


def as_toml(found: dict[str, str]) -> str:
    lines = (f'"{surface}" = "{reading}"' for surface, reading in sorted(found.items()))
    return "# Made by `python -m nlp.readings`: do not edit.\n[readings]\n" + "\n".join(lines) + "\n"


def main() -> None:
    Path(__file__).with_name(READINGS).write_text(as_toml(readings()), "utf-8")


if __name__ == "__main__":
    main()
