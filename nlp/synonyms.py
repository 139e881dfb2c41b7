"""Everyday words that mean the same wherever a budget is spoken of, from `synonyms.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def general_synonyms() -> tuple[tuple[str, ...], ...]:
    groups = tomllib.loads(files("nlp").joinpath("synonyms.toml").read_text("utf-8"))["groups"]
    return tuple(tuple(group) for group in groups)
