"""A whole answer against its floor: the same sentence tokenised, and one SELECT by key on the same engine."""

from __future__ import annotations

import gc
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

_ROUNDS = 5
_QUESTIONS = tuple(case.turns[0].ask for case in all_cases() if case.document == "bundled")
"""First turns: each is a whole question by itself."""


async def _floors(library: Library, idle_ns: int = 0) -> list[int]:
    """Nanoseconds a question, of what no answer can do without; each after so long a time away from the store.

    SQLite is asked over a thread. One that waits for more than a moment falls asleep, and waking it takes longer than
    the SELECT: an answer, which reads its question before it asks, always finds it asleep.
    """
    statement = select(Revision.number).where(Revision.id == 1)
    times = []
    for question in _QUESTIONS:
        busy_until = perf_counter_ns() + idle_ns
        while perf_counter_ns() < busy_until:
            pass
        start = perf_counter_ns()
        tokenize(question)
        async with library.engine.connect() as connection:
            (await connection.execute(statement)).one()
        times.append(perf_counter_ns() - start)
    return times


async def _floors_at_once(library: Library) -> list[int]:
    """The same by the door that answers take, which reads a SQLite file where it stands."""
    statement = select(Revision.number).where(Revision.id == 1)
    times = []
    for question in _QUESTIONS:
        start = perf_counter_ns()
        tokenize(question)
        async with library.door.opened() as connection:
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


def _readings(library: Library) -> list[int]:
    """Nanoseconds a question, to read it."""
    reader = library.asker("bundled").desk.reader
    times = []
    for question in _QUESTIONS:
        start = perf_counter_ns()
        reader.read(question, Context())
        times.append(perf_counter_ns() - start)
    return times


def _slowest_tenth(rounds: list[list[int]]) -> list[float]:
    """Each question's median over the rounds, of the tenth that takes longest, ascending."""
    each = sorted(median(times) for times in zip(*rounds, strict=True))
    return each[-max(1, len(each) // 10) :]


def test_answer_over_floor(library: Library, report: Callable[[str], None]) -> None:
    floors: list[int] = []
    asleep: list[int] = []
    at_once: list[int] = []
    answers: list[list[int]] = []
    library.run(_answers(library))
    reading = median(_readings(library))
    # As the command does: what was imported is not looked through for garbage.
    gc.collect()
    gc.freeze()
    for _ in range(_ROUNDS):  # interleaved, so that all see the same machine
        floors += library.run(_floors(library))
        answers.append(library.run(_answers(library)))
        at_once += library.run(_floors_at_once(library))
        asleep += library.run(_floors(library, int(reading)))
    every = [time for times in answers for time in times]
    floor, whole, slowest = median(floors), median(every), _slowest_tenth(answers)
    report(f"questions {len(_QUESTIONS)}, rounds {_ROUNDS}")
    report(f"floor (tokenise + SELECT by key): median {floor / 1e6:.3f} ms")
    report(f"whole answer: median {whole / 1e6:.3f} ms, 95th percentile {quantiles(every, n=20)[-1] / 1e6:.3f} ms")
    report(f"whole answer / floor: {whole / floor:.2f} (target 3)")
    report(
        f"slowest tenth of the questions / floor: from {slowest[0] / floor:.2f}, "
        f"median {median(slowest) / floor:.2f}, slowest {slowest[-1] / floor:.2f} (target 6)"
    )
    report(
        f"floor after {reading / 1e6:.3f} ms (a reading) away from the store: median {median(asleep) / 1e6:.3f} ms; "
        f"whole answer / that: {whole / median(asleep):.2f}, "
        f"slowest tenth / that: median {median(slowest) / median(asleep):.2f}"
    )
    door = median(at_once)
    report(
        f"floor by the door that answers take, without a thread between: median {door / 1e6:.3f} ms; "
        f"whole answer / that: {whole / door:.2f}, slowest tenth / that: median {median(slowest) / door:.2f}"
    )
    assert floor > 0


def test_reading_alone(library: Library, benchmark: BenchmarkFixture) -> None:
    reader = library.asker("bundled").desk.reader
    benchmark(lambda: [reader.read(question, Context()) for question in _QUESTIONS])
    benchmark.extra_info["questions"] = len(_QUESTIONS)


def test_conversation(library: Library, benchmark: BenchmarkFixture) -> None:
    turns = ["貿易振興課の予算は", "去年は？", "増減率は"]
    replies = benchmark(lambda: library.ask("bundled", turns))
    assert [reply["status"] for reply in replies] == ["answered"] * 3
