"""The names of fields, functions and values in notation, and patterns made of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

START, ROWS, TABLE = "\x01", "\x02", "\x03"
"""Around a condition while its noun is not known yet: it ends at projects (ROWS) or at divisions (TABLE). Folded text
has no control characters."""
ENDS = f"[{ROWS}{TABLE}]"


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("nlp").joinpath("notation.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def surfaces(table: str) -> dict[str, str]:
    """Every surface of a table → what it stands for."""
    return {surface: key for key, said in _tables()[table].items() for surface in said}


def names(field: str) -> str:
    """A pattern of the names of a field."""
    return either(_tables()["fields"][field])


def printed(said: str) -> str:
    """A field as a question calls it; what is no field stays."""
    key = "" if said.strip() == "課" else surfaces("fields").get(said.strip(), "")
    return next(iter(_tables()["printed"].get(key, ())), said.strip())


def either(said: Iterable[str]) -> str:
    """A pattern of any of the surfaces, longest first, each as a whole word where it is written in Latin letters."""
    longest_first = sorted(set(said), key=len, reverse=True)
    return "(?:" + "|".join(map(_whole, longest_first)) + ")"


def _whole(surface: str) -> str:
    before = r"(?<![a-z0-9_])" if _is_latin(surface[0]) else ""
    after = r"(?![a-z0-9_])" if _is_latin(surface[-1]) else ""
    return before + re.escape(surface) + after


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
