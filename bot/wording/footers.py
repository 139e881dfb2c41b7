"""The small lines under an answer: notes, how it was read, where the figures stand."""

from __future__ import annotations

from bot.reply import ReplySource

MOST_SOURCES = 3


def text_of(
    lead: tuple[str, ...],
    rows: tuple[str, ...],
    notes: tuple[str, ...] = (),
    reading: str = "",
    sources: tuple[ReplySource, ...] = (),
) -> str:
    """The whole reply: answer, rows, then an empty line and the small lines."""
    small = [f"※ {note}" for note in notes]
    small += [f"読み方: {reading}"] if reading else []
    small += [sources_line(sources)] if sources else []
    body = [*lead, *rows]
    return "\n".join([*body, "", *small] if small else body)


def sources_line(sources: tuple[ReplySource, ...]) -> str:
    """«出典: 令和2年度 … 課・会計別予算額 22行「2,158,796」ほか3件»: the document named once."""
    said: list[str] = []
    section = document = ""
    for source in sources[:MOST_SOURCES]:
        head = f"{source.document} " if source.document != document else ""
        part = f"{source.section} " if head or source.section != section else ""
        said.append(f"{head}{part}{source.line}行「{source.quote}」")
        document, section = source.document, source.section
    more = f" ほか{len(sources) - MOST_SOURCES}件" if len(sources) > MOST_SOURCES else ""
    return f"出典: {'、'.join(said)}{more}"
