"""Questions typed otherwise: the answer must not change with width, kana, particles, order, politeness or a slip."""

from __future__ import annotations

import pytest

from tests.support.answers import Share, share_unchanged
from tests.support.cases import all_cases
from tests.support.known_failures import ENOUGH, shares
from tests.support.library import Library
from tests.support.perturbations import KINDS, perturbed, samples

FEWEST = 10
"""Of hiragana for katakana there are few; a kind of hardly any would say nothing."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_changes_nothing(kind: str, library: Library) -> None:
    _judge(kind, share_unchanged(library, [kind], samples()))


def test_all_kinds_together_change_nothing(library: Library) -> None:
    _judge("all", share_unchanged(library, KINDS, samples()))


def _judge(kind: str, share: Share) -> None:
    """Enough is unchanged; of a kind on the list of known failures, at least as much as stands there."""
    assert share.total >= FEWEST
    head = f"{kind}: {share.unchanged:.4f} of {share.total} unchanged"
    told = "\n".join((head, *map(str, share.changed)))
    floor = shares("perturbations").get(kind)
    if floor is None and share.unchanged < ENOUGH:
        pytest.fail(told, pytrace=False)
    if floor is not None and share.unchanged >= ENOUGH:
        pytest.fail(f"{told}\n{kind} is on the list of known failures and need not be any more", pytrace=False)
    if floor is not None and share.unchanged < floor:
        pytest.fail(f"{told}\nit was {floor}", pytrace=False)
    if floor is not None:
        pytest.xfail(told)


def test_samples_are_questions_of_the_cases() -> None:
    """Whether they are answered right is judged there."""
    asked = {(case.document, case.turns[0].ask) for case in all_cases() if len(case.turns) == 1}
    assert [sample.ask for sample in samples() if (sample.document, sample.ask) not in asked] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_the_same_in_every_run(kind: str) -> None:
    assert [perturbed(kind, sample) for sample in samples()] == [perturbed(kind, sample) for sample in samples()]


def test_names_and_order_stand_in_their_questions() -> None:
    assert [sample.ask for sample in samples() if sample.name not in sample.ask] == []


def test_known_failures_are_kinds() -> None:
    assert set(shares("perturbations")) <= {*KINDS, "all"}
