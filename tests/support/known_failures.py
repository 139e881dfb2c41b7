"""What the reading is known to get wrong: a list to work off. Each entry must fail until it is taken off the list."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

LIST = Path(__file__).with_suffix(".yaml")


@cache
def known(of: str) -> dict[str, str]:
    """Ids of one section of the list, and what is answered instead."""
    return dict(yaml.safe_load(LIST.read_text("utf-8"))[of] or {})


def marks(of: str, identity: str) -> tuple[pytest.MarkDecorator, ...]:
    """A strict xfail where the id is on the list: once it is answered right, the entry has to go."""
    answered = known(of).get(identity)
    return () if answered is None else (pytest.mark.xfail(reason=answered, strict=True),)
