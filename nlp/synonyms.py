"""Everyday words that mean the same wherever a budget is spoken of, from `synonyms.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def _data() -> dict[str, list[Any]]:
    return tomllib.loads(files("nlp").joinpath("synonyms.toml").read_text("utf-8"))


def general_synonyms() -> tuple[tuple[str, ...], ...]:
    """Groups of words, each with the same meaning."""
    return tuple(tuple(group) for group in _data()["groups"])


@lru_cache(maxsize=1)
def policy_areas() -> frozenset[str]:
    """Words for whole fields of policy («教育»)."""
    return frozenset(_data()["areas"])
