"""A whole answer against its floor: the same sentence tokenised, and one SELECT by key on the same engine."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter_ns

from pytest_benchmark.fixture import BenchmarkFixture
from sqlalchemy import select

from db.models import Revision
from nlp.reading import Context
from nlp.tokens import tokenize
from tests.support.cases import all_cases
from tests.support.library import Library

_ROUNDS = 3
_QUESTIONS = tuple(case.turns[0].ask for case in all_cases() if case.document == "bundled")
"""First turns: each is a whole question by itself."""


async def _floors(library: Library) -> list[int]:
    """Nanoseconds a question, of what no answer can do without."""
    statement = select(Revision.number).where(Revision.id == 1)
    times = []
    for question in _QUESTIONS:
        start = perf_counter_ns()
        tokenize(question)
        async with library.engine.connect() as connection:
            (await connection.execute(statement)).one()
        times.append(perf_counter_ns() - start)
    return times


async def _answers(library: Library) -> list[int]:
    """Nanoseconds a question, from its text to its reply as a value."""
    asker = library.asker("bundled")
    times = []
    for question in _QUESTIONS:
        start = perf_counter_ns()
        await asker.ask(question, Context())
        times.append(perf_counter_ns() - start)
    return times


def test_answer_over_floor(library: Library, report: Callable[[str], None]) -> None:
    floors: list[int] = []
    answers: list[int] = []
    library.run(_answers(library))
    for _ in range(_ROUNDS):  # interleaved, so that both see the same machine
        floors += library.run(_floors(library))
        answers += library.run(_answers(library))
    floor, whole = median(floors), median(answers)
    report(f"questions {len(_QUESTIONS)}, rounds {_ROUNDS}")
    report(f"floor (tokenise + SELECT by key): median {floor / 1e6:.3f} ms")
    report(f"whole answer: median {whole / 1e6:.3f} ms, 95th percentile {quantiles(answers, n=20)[-1] / 1e6:.3f} ms")
    report(f"whole answer / floor: {whole / floor:.2f} (target 3)")
    assert floor > 0


def test_reading_alone(library: Library, benchmark: BenchmarkFixture) -> None:
    reader = library.asker("bundled").desk.reader
    benchmark(lambda: [reader.read(question, Context()) for question in _QUESTIONS])
    benchmark.extra_info["questions"] = len(_QUESTIONS)


def test_conversation(library: Library, benchmark: BenchmarkFixture) -> None:
    turns = ["貿易振興課の予算は", "去年は？", "増減率は"]
    replies = benchmark(lambda: library.ask("bundled", turns))
    assert [reply["status"] for reply in replies] == ["answered"] * 3
