"""What a conversation remembers, as JSON and back: so that it outlives a restart and is shared by replicas."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from bot.compact import compact
from nlp.conditions import Statistic
from nlp.query import Claim, Condition, Either, HasProjects, Named
from nlp.reading import Context

_VERSION = 1
"""Raised whenever a value keeps its shape but changes its meaning; a changed shape is noticed by itself."""


def remembered(context: Context) -> str:
    """A context as JSON."""
    return compact({"version": _VERSION, "context": _converter().unstructure(context, Context)})


def recalled(state: str | None) -> Context:
    """The context that JSON tells of; a new conversation's where it tells of none (an older or a newer program's)."""
    if not state:
        return Context()
    try:
        said = json.loads(state)
        if said["version"] != _VERSION:
            return Context()
        return _converter().structure(said["context"], Context)
    except Exception:  # whatever is wrong with it, the conversation just starts afresh
        return Context()


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    # What a row is measured by: a name is a table, a statistic a word.
    converter.register_structure_hook(
        Named | Statistic,
        lambda said, _: converter.structure(said, Named) if isinstance(said, dict) else Statistic(said),
    )
    converter.register_unstructure_hook(Named | Statistic, lambda said: converter.unstructure(said, type(said)))
    # A condition may hold conditions: they are looked up when there are any, not while the union is set up.
    converter.register_structure_hook(
        Either,
        lambda said, _: Either(tuple(_one_of(converter, each, Condition) for each in said["conditions"])),
    )
    converter.register_unstructure_hook(
        Either, lambda said: {"conditions": [converter.unstructure(each, Condition) for each in said.conditions]}
    )
    converter.register_structure_hook(
        HasProjects,
        lambda said, _: HasProjects(
            tuple(_one_of(converter, each, Condition) for each in said["of"]), said["at_least"], said["at_most"]
        ),
    )
    converter.register_unstructure_hook(
        HasProjects,
        lambda said: {
            "of": [converter.unstructure(each, Condition) for each in said.of],
            "at_least": said.at_least,
            "at_most": said.at_most,
        },
    )
    for union in (Condition, Claim):
        configure_tagged_union(union, converter)
    # Fields of one type or none, whose type is such a union.
    converter.register_structure_hook(Claim | None, lambda said, _: _maybe(converter, said, Claim))
    converter.register_unstructure_hook(
        Claim | None, lambda claim: None if claim is None else converter.unstructure(claim, Claim)
    )
    return converter


def _one_of(converter: Converter, said: Any, union: Any) -> Any:
    return converter.structure(said, union)


def _maybe(converter: Converter, said: Any, kind: Any) -> Any:
    return None if said is None else converter.structure(said, kind)
