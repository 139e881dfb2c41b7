"""Questions typed otherwise: the answer must not change with width, kana, particles, order, politeness or a slip."""

from __future__ import annotations

from functools import cache

import pytest

from tests.support.answers import Answer, answer_of
from tests.support.cases import all_cases
from tests.support.known_failures import shares
from tests.support.library import Library
from tests.support.perturbations import KINDS, Sample, perturbed, samples

ENOUGH = 0.97
FEWEST = 10
"""Of hiragana for katakana there are few; a kind of hardly any would say nothing."""


@cache
def answer(library: Library, document: str, text: str) -> Answer:
    return answer_of(library.converse(document, [text])[0])


def changed(library: Library, sample: Sample, texts: tuple[str, ...]) -> list[str]:
    """The texts that are not answered like the question they come from, each with what it got."""
    expected = answer(library, sample.document, sample.ask)
    found = [(text, answer(library, sample.document, text)) for text in texts]
    return [f"「{sample.ask}」 → 「{text}」: {_told(got)}" for text, got in found if got != expected]


def _told(got: Answer) -> str:
    return f"{got.status} {got.reason or got.intent} {got.figures or got.names[:4]}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_changes_nothing(kind: str, library: Library) -> None:
    texts = {sample: perturbed(kind, sample) for sample in samples()}
    found = [line for sample, several in texts.items() for line in changed(library, sample, several)]
    _judge(kind, sum(map(len, texts.values())), found)


def test_all_kinds_together_change_nothing(library: Library) -> None:
    pairs = [(sample, text) for kind in KINDS for sample in samples() for text in perturbed(kind, sample)]
    _judge("all", len(pairs), [line for sample, text in pairs for line in changed(library, sample, (text,))])


def _judge(kind: str, total: int, found: list[str]) -> None:
    """Enough is unchanged; of a kind on the list of known failures, at least as much as stands there."""
    assert total >= FEWEST
    share = 1 - len(found) / total
    told = f"{kind}: {share:.4f} of {total} unchanged\n" + "\n".join(found)
    floor = shares("perturbations").get(kind)
    if floor is None and share < ENOUGH:
        pytest.fail(told, pytrace=False)
    if floor is not None and share >= ENOUGH:
        pytest.fail(f"{told}\n{kind} is on the list of known failures and need not be any more", pytrace=False)
    if floor is not None and share < floor:
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
