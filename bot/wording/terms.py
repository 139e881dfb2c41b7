"""Terms of budget documents, explained; the explanations are data beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from nlp.normalize import fold


@dataclass(frozen=True, slots=True)
class Term:
    """One term: how it is shown, other ways to write it, what it means."""

    name: str
    also: tuple[str, ...]
    text: str


def definition(term: str) -> Term | None:
    """The term meant by any of its spellings; None where there is no explanation."""
    return _by_spelling().get(_key(term))


def term_names() -> tuple[str, ...]:
    """Every term, in the order of the data."""
    return tuple(term.name for term in _terms())


def _key(spelling: str) -> str:
    return fold(spelling).strip("「」『』〈〉【】()（） ")


@cache
def _terms() -> tuple[Term, ...]:
    data = tomllib.loads((files("bot.wording") / "terms.toml").read_text(encoding="utf-8"))
    return tuple(_term(entry) for entry in data["term"])


def _term(entry: Mapping[str, object]) -> Term:
    also = entry.get("also", [])
    spellings = tuple(str(word) for word in also) if isinstance(also, list) else ()
    return Term(str(entry["name"]), spellings, str(entry["text"]))


@cache
def _by_spelling() -> Mapping[str, Term]:
    return {_key(spelling): term for term in _terms() for spelling in (term.name, *term.also)}
