"""Words of asking itself, from `asking.toml`: they narrow no rows, and may be left unread."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from nlp.tokens import Token


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    groups: dict[str, list[str]] = tomllib.loads(files("nlp").joinpath("asking.toml").read_text("utf-8"))
    return frozenset(word for words in groups.values() for word in words)


def only_asks(token: Token) -> bool:
    """Whether the word may stand in a question without being a condition, in whatever form."""
    return token.lemma in _words() or token.surface in _words()
