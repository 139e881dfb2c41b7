"""What the reading is known to get wrong: a list to work off. Each entry must fail until it is taken off the list."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ENOUGH = 0.97
"""The share of perturbations that has to be unchanged."""
LIST = Path(__file__).with_suffix(".yaml")


@cache
def _list() -> dict[str, Any]:
    return dict(yaml.safe_load(LIST.read_text("utf-8")))


def wrong(of: str) -> dict[str, str]:
    """Ids of one section of the list, and what is answered instead."""
    return dict(_list()[of])


def shares(of: str) -> dict[str, float]:
    """Kinds of one section of the list, and the share that is answered right: it may not get less."""
    return dict(_list()[of])


def marks(of: str, identity: str) -> tuple[pytest.MarkDecorator, ...]:
    """A strict xfail where the id is on the list: once it is answered right, the entry has to go."""
    answered = wrong(of).get(identity)
    return () if answered is None else (pytest.mark.xfail(reason=answered, strict=True),)
