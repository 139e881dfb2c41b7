"""What holds of reading whatever is asked: no crash, one reading a text, and wrappings that change nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp.query import AmountRange, Kind, Operation, Period, Phase, Query
from nlp.reader import Reader
from nlp.reading import AskBack, Context, Decline, Outcome, Talk, Understood
from tests.support.cases import all_cases
from tests.support.library import Library

_QUIET = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_QUESTIONS = tuple(turn.ask for case in all_cases() if case.document == "bundled" for turn in case.turns)
_AMOUNT_SIGNS = "円千万億兆一二三十百点.,0123456789０９ 〜~以上下未満超"


@pytest.fixture(scope="module")
def reader(library: Library) -> Reader:
    return library.asker("bundled").desk.reader


def queries(reader: Reader, text: str) -> tuple[Query, ...]:
    outcome = reader.read(text, Context()).outcome
    assert isinstance(outcome, Understood), f"「{text}」: {outcome}"
    return outcome.queries


@_QUIET
@given(text=st.text(max_size=80))
def test_any_text_has_an_outcome(reader: Reader, text: str) -> None:
    assert isinstance(reader.read(text, Context()).outcome, Understood | AskBack | Decline | Talk)


@_QUIET
@given(pieces=st.lists(st.sampled_from(_QUESTIONS).flatmap(lambda q: st.integers(0, len(q)).map(lambda n: q[:n]))))
def test_any_medley_of_questions_has_an_outcome(reader: Reader, pieces: list[str]) -> None:
    text = "".join(pieces)[:2_000]
    assert isinstance(reader.read(text, Context()).outcome, Understood | AskBack | Decline | Talk)


@_QUIET
@given(text=st.text(alphabet=_AMOUNT_SIGNS, max_size=40))
def test_any_amount_like_text_has_an_outcome(reader: Reader, text: str) -> None:
    assert isinstance(reader.read(text + "の事業は？", Context()).outcome, Understood | AskBack | Decline | Talk)


@_QUIET
@given(question=st.sampled_from(_QUESTIONS))
def test_one_text_has_one_reading(reader: Reader, question: str) -> None:
    assert reader.read(question, Context()) == reader.read(question, Context())


@pytest.fixture(scope="module")
def outcomes(reader: Reader) -> dict[str, Outcome]:
    """Of every question as it is."""
    return {question: reader.read(question, Context()).outcome for question in _QUESTIONS}


@pytest.mark.parametrize("wrapping", [" {}", "{} ", "　{}\n", "\u200b{}", "{}\r\n"])
def test_wrapping_changes_nothing(reader: Reader, outcomes: dict[str, Outcome], wrapping: str) -> None:
    for question, outcome in outcomes.items():
        assert reader.read(wrapping.format(question), Context()).outcome == outcome, question


@_QUIET
@given(question=st.sampled_from(_QUESTIONS))
def test_the_width_of_digits_changes_nothing(reader: Reader, question: str) -> None:
    def understood(text: str) -> object:
        outcome = reader.read(text, Context()).outcome
        return outcome.queries if isinstance(outcome, Understood) else type(outcome)

    assert understood(question.translate(_WIDE)) == understood(question)


@_QUIET
@given(
    index=st.integers(0, 5),
    ending=st.sampled_from(
        ("", "は", "は？", "を教えて", "をお願いします", "はいくらですか", "、いくら？", "を知りたいです")
    ),
)
def test_every_division_is_read_whatever_the_ending(reader: Reader, library: Library, index: int, ending: str) -> None:
    known = library.asker("bundled").desk.catalogue
    division = [entry.named for entry in known.entries if entry.named.kind is Kind.DIVISION][index]
    (query,) = queries(reader, f"{division.name}の当初予算{ending}")
    assert (query.operation, query.selection.subjects) == (Operation.SHOW, (division,))
    assert query.period == known.default_period


@_QUIET
@given(
    index=st.integers(0, 5),
    period=st.sampled_from(
        (
            ("令和2年度当初", Period(2020)),
            ("R2当初", Period(2020)),
            ("2020年度当初", Period(2020)),
            ("前年度当初", Period(2019)),
            ("昨年度当初", Period(2019)),
            ("令和元年度当初", Period(2019)),
            ("平成31年度当初", Period(2019)),
            ("９月現計", Period(2019, Phase.CURRENT, 9)),
            ("令和元年度9月補正後", Period(2019, Phase.CURRENT, 9)),
        )
    ),
)
def test_every_period_is_read_of_every_division(
    reader: Reader, library: Library, index: int, period: tuple[str, Period]
) -> None:
    known = library.asker("bundled").desk.catalogue
    division = [entry.named for entry in known.entries if entry.named.kind is Kind.DIVISION][index]
    words, expected = period
    (query,) = queries(reader, f"{division.name}の{words}の予算額はいくらですか")
    assert (query.period, query.selection.subjects) == (expected, (division,))


@_QUIET
@given(
    amount=st.integers(1, 99_999),
    unit=st.sampled_from((("千円", 1), ("万円", 10), ("百万円", 1_000), ("億円", 100_000))),
)
def test_every_threshold_is_read_exactly(reader: Reader, amount: int, unit: tuple[str, int]) -> None:
    word, thousands = unit
    for text in (f"{amount}{word}以上の事業", f"{amount:,}{word}以上の事業を挙げて"):
        (query,) = queries(reader, text)
        ranges = [one for one in query.selection.conditions if isinstance(one, AmountRange)]
        assert ranges == [AmountRange(low_thousand_yen=amount * thousands)]


@_QUIET
@given(low=st.integers(1, 500), width=st.integers(1, 500), wave=st.sampled_from(("〜", "~", "～", "から")))
def test_every_range_is_read_exactly(reader: Reader, low: int, width: int, wave: str) -> None:
    (query,) = queries(reader, f"{low}万円{wave}{low + width}万円の事業")
    ranges = [one for one in query.selection.conditions if isinstance(one, AmountRange)]
    assert [(one.low_thousand_yen, one.high_thousand_yen) for one in ranges] == [(low * 10, (low + width) * 10)]
