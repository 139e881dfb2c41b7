"""Where a project stands in the policy tree, said from the top."""

from __future__ import annotations

from dataclasses import replace

from db.answer import Answer, Item
from nlp.catalogue import Catalogue
from nlp.query import Facet, Kind, Named


def with_pillars(answer: Answer, catalogue: Catalogue) -> Answer:
    """The answer with each section named after its pillar, where the place in the tree was asked for."""
    if Facet.POLICY not in answer.facets:
        return answer
    pillars = {entry.named.key: entry.named for entry in catalogue.entries if entry.named.kind is Kind.PILLAR}
    return replace(answer, items=tuple(_placed(item, pillars) for item in answer.items))


def _placed(item: Item, pillars: dict[str, Named]) -> Item:
    places = tuple(_from_the_top(policy, pillars) for policy in item.detail.policies)
    return replace(item, detail=replace(item.detail, policies=places))


def _from_the_top(policy: Named, pillars: dict[str, Named]) -> Named:
    number = policy.key.split("-")[0]
    pillar = pillars.get(number)
    if pillar is None or policy.kind is Kind.PILLAR:
        return policy
    return replace(policy, name=f"{pillar.name}（{number}番目の柱）の中の「{policy.name}」")
