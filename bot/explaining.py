"""`yosan explain`: each step from a question to its answer, laid open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from enum import Enum

import click

from bot.answering import Turn, take_turn
from bot.composition import Asker, opened_asker
from bot.exits import Exit
from bot.settings import Settings
from bot.wording import explaining as words
from db.shelf import Shelf
from db.trace import Statement, traced
from nlp.reading import Context, Mention, Understood
from nlp.rules.trail import Tried, trail


async def explain(settings: Settings, questions: tuple[str, ...], document: str | None) -> Exit:
    """Print how each question of one conversation was read and answered."""
    async with opened_asker(settings, document) as asker:
        context = Context()
        for position, question in enumerate(questions):
            turn, lines = await explained(asker, question, context)
            context = turn.context
            click.echo(("\n" if position else "") + "\n".join(lines))
    return Exit.DONE


async def explained(asker: Asker, question: str, context: Context) -> tuple[Turn, tuple[str, ...]]:
    """One turn, and its steps as lines."""
    # Not by the door, behind which nobody sees what is asked of the store; nor from the shelf, for which nothing is.
    desk = replace(asker.desk, shelf=Shelf(asker.desk.document))
    async with asker.engine.connect() as connection:
        with traced(connection) as statements:
            turn = await take_turn(desk, connection, question, context)
    frames = asker.desk.reader.frames(turn.reading, context) if _came_to_rules(turn) else ()
    return turn, tuple(steps(turn, statements, tuple(trail(frame) for frame in frames)))


def _came_to_rules(turn: Turn) -> bool:
    """Not small talk, a refusal or nothing at all: those are told before any rule looks."""
    rules = turn.reading.rules
    return bool(rules) and not words.told_before_rules(rules[0])


def steps(turn: Turn, statements: Iterable[Statement], trails: tuple[tuple[Tried, ...], ...]) -> Iterable[str]:
    """The steps in the order they were taken: text, tokens, mentions, rules, query, SQL, what was left, the reply.

    Args:
        turn: as it was answered.
        statements: what the store was asked.
        trails: how the rules took each question of the message, in order; empty where none came to them.
    """
    reading = turn.reading
    parts = reading.parts or (reading,)
    yield from _headed(words.QUESTION, [reading.question])
    yield from _headed(words.FOLDED, [reading.folded])
    yield from _headed(words.TOKENS, reading.tokens)
    yield from _headed(
        words.MENTIONS,
        [f"{each.start}–{each.end} 「{each.text}」 {each.label}{_value(each)}" for each in reading.mentions],
    )
    told = zip(parts, trails or ((),) * len(parts), strict=True)
    yield from _headed(words.RULES, [line for part, tried in told for line in words.rule_lines(part.rules, tried)])
    yield from _headed(words.OUTCOME, _outcome(turn))
    yield from _headed(words.SQL, [line for each in statements for line in _statement(each)])
    yield from _headed(words.UNREAD, reading.unread)
    yield from _headed(words.REPLY, [f"[{turn.reply.status}]", *turn.reply.text.splitlines()])


def _value(mention: Mention) -> str:
    return "" if mention.value is None else f" = {spelt(mention.value)}"


def spelt(value: object) -> str:
    """A value as constructor calls, without the fields that say nothing new (defaults)."""
    if value is None:
        return words.NOTHING
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        told = [
            f"{field.name}={spelt(getattr(value, field.name))}"
            for field in fields(value)
            if getattr(value, field.name) != _default(field)
        ]
        return f"{type(value).__name__}({', '.join(told)})"
    if isinstance(value, (tuple, list)):
        return f"({', '.join(spelt(each) for each in value)})"
    return str(value)


def _default(field: Field[object]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _outcome(turn: Turn) -> list[str]:
    outcome = turn.reading.outcome
    if isinstance(outcome, Understood):
        return [turn.reply.reading, *(spelt(query) for query in outcome.queries)]
    return [spelt(outcome)]


def _statement(statement: Statement) -> list[str]:
    return [*(line.rstrip() for line in statement.sql.splitlines()), f"  -- {statement.parameters}"]


def _headed(heading: str, lines: Iterable[str]) -> Iterable[str]:
    told = [_visible(line) for line in lines if line]
    yield f"■ {heading}"
    yield from (f"  {line}" for line in told or [words.NOTHING])


def _visible(line: str) -> str:
    """Control characters as escapes: shown, and harmless to a terminal."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in line)
