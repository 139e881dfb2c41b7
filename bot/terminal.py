"""A reply on a terminal: the headline in colour, rows as a table, the small print dim.

Only what a `Reply` holds is shown; piped output is `Reply.text` and never comes here.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.reply import Reply, ReplyFigure, ReplyItem, Status
from bot.wording import amounts
from bot.wording import terminal as words
from bot.wording.footers import text_of
from nlp.query import Unit

_STYLES = {
    Status.ANSWERED: "bold green",
    Status.CLARIFY: "bold cyan",
    Status.DECLINED: "bold yellow",
    Status.HELP: "bold",
}
_SMALL = "dim"
_LESS = "red"


def console() -> Console:
    """Standard output; colours and width as the terminal has them, none where `NO_COLOR` is set."""
    return Console(highlight=False, emoji=False, markup=False)


def show(screen: Console, reply: Reply, *, with_question: bool = False) -> None:
    """Print the reply; above it the question, where several stand one after the other."""
    for part in _parts(reply, with_question):
        # The terminal folds Japanese where a line is full; Rich would only break it at its few spaces.
        screen.print(part, soft_wrap=isinstance(part, Text))


def _parts(reply: Reply, with_question: bool) -> list[Text | Table]:
    parts: list[Text | Table] = [Text(words.asked(reply.question), style="bold blue")] if with_question else []
    if reply.headline and (len(reply.items) > 1 and any(item.figures for item in reply.items)):
        parts += [_headline(reply.headline, reply.status), _table(reply.items), *_small_print(reply)]
    else:
        head, _, rest = reply.text.partition("\n")
        parts.append(_headline(head, reply.status))
        parts += [Text(line, style=_SMALL if line.startswith(words.SMALL_PRINT) else "") for line in rest.splitlines()]
    return [*parts, Text()]


def _headline(text: str, status: Status) -> Text:
    head, _, rest = text.partition("\n")
    return Text.assemble((head, _STYLES[status]), f"\n{rest}" if rest else "")


def _table(items: tuple[ReplyItem, ...]) -> Table:
    table = Table(header_style="bold")
    numbered, described = any(item.number for item in items), any(item.beside for item in items)
    table.add_column("", justify="right", style=_SMALL)
    table.add_column(words.NAME, overflow="fold")
    for heading in _headings(items):
        table.add_column(Text(heading), justify="right", no_wrap=True)
    if described:
        table.add_column(words.BESIDE, overflow="fold")
    widest = max(len(item.figures) for item in items)
    for position, item in enumerate(items, 1):
        figures = [_cell(figure) for figure in item.figures]
        figures += [Text()] * (widest - len(figures))
        beside = [Text(item.beside, style=_SMALL)] if described else []
        table.add_row((item.number if numbered else str(position)), Text(item.name), *figures, *beside)
    return table


def _headings(items: tuple[ReplyItem, ...]) -> list[str]:
    """What each column of figures measures: its label without the row's own name."""
    widest = max(items, key=lambda item: len(item.figures))
    return [figure.label.removeprefix(widest.name).strip() for figure in widest.figures]


def _cell(figure: ReplyFigure) -> Text:
    return Text(shown(figure), style=_LESS if figure.value < 0 else "")


def shown(figure: ReplyFigure) -> str:
    """A figure as a table shows it: exact, with its unit."""
    match figure.unit:
        case Unit.THOUSAND_YEN:
            return amounts.exact(int(figure.value))
        case Unit.PERCENT:
            return amounts.percent(figure.value)
        case Unit.TIMES:
            return amounts.times(figure.value)
        case _:
            return f"{figure.value:,}{figure.unit}"


def _small_print(reply: Reply) -> list[Text]:
    lines = text_of((), (), reply.notes, reply.reading, reply.sources).strip().splitlines()
    return [Text(line, style=_SMALL) for line in lines]
