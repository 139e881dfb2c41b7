"""What a digest says: its headings, its lines, and the whole of it as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.digest.edition import Edition, Part, Section
from bot.reply import ReplySource
from bot.wording.amounts import change, exact
from bot.wording.figures import Words
from bot.wording.footers import sources_line
from bot.wording.replies import part
from db.answer import Figure
from db.changes import Arrival, Change
from db.digests.definitions import Topic
from db.talk.popular import Popular
from nlp.catalogue import Catalogue
from nlp.explain import document_name
from nlp.query import Kind
from nlp.say import period_name, quoted

WEEKDAYS = "月火水木金土日"
TOPICS: dict[Topic, str] = {
    Topic.TODAY: "今日の事業",
    Topic.MOVES: "課別の動き",
    Topic.NEW: "新規・拡充",
    Topic.PILLAR: "注目の柱",
    Topic.QUESTIONS: "よく聞かれた質問",
    Topic.NEWS: "資料のお知らせ",
}
MOST_CHANGES = 10
DECLINED = "お答えできなかった質問:"
LARGEST = "いちばん大きい事業の内容"
CHANGED_NAME, CHANGED_PERIOD, BEFORE, AFTER, DIFFERENCE = "名称", "時点", "前の版", "新しい版", "増減"
NOTHING = "お伝えすることはありません。"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer of a section in words."""

    part: Part
    words: Words
    notes: tuple[str, ...]
    sources: tuple[ReplySource, ...]


def told(section: Section, catalogue: Catalogue) -> tuple[Told, ...]:
    """Each of its answers in words."""
    found = []
    for each in section.parts:
        said = part(each.answer, each.answer.document, catalogue)
        found.append(Told(each, said.words, said.notes, said.sources))
    return tuple(found)


def day(when: date) -> str:
    """«2026年4月1日（水）»."""
    return f"{when.year}年{when.month}月{when.day}日（{WEEKDAYS[when.weekday()]}）"


def headline(edition: Edition) -> str:
    return f"{edition.name} {day(edition.date)}"


def title(section: Section) -> str:
    """«今日の事業 ― 雇用対策課（76件のうち12件目）»."""
    about = f" ― {section.about}" if section.about else ""
    place = f"（{section.place[1]}件のうち{section.place[0]}件目）" if section.place else ""
    return TOPICS[section.topic] + about + place


def edition_text(edition: Edition, most_rows: int = 20) -> str:
    """The whole digest as text.

    Args:
        most_rows: of each table; the rest is counted.
    """
    if edition.empty:
        return f"{headline(edition)}\n{NOTHING}"
    return "\n\n".join(
        [headline(edition), *(_section(each, edition.catalogue, most_rows) for each in edition.sections)]
    )


def _section(section: Section, catalogue: Catalogue, most_rows: int) -> str:
    answered = told(section, catalogue)
    lines = [f"■ {title(section)}"]
    for each in answered:
        lines += [*each.words.lead, *(_first(each.words.rows, most_rows) if each.part.rows else ())]
    lines += [*heard_lines(section), *_first(news_lines(section), most_rows), *notes(answered)]
    sources = section_sources(section, answered)
    return "\n".join([*lines, *([sources_line(sources)] if sources else [])])


def notes(answered: Iterable[Told]) -> list[str]:
    return [f"※ {note}" for note in dict.fromkeys(note for each in answered for note in each.notes)]


def section_sources(section: Section, answered: Sequence[Told]) -> tuple[ReplySource, ...]:
    """The printed cells behind everything it tells, each once."""
    cells = [source for each in answered for source in each.sources]
    cells += [source for arrival in section.arrivals for source in _news_sources(arrival)]
    return tuple(dict.fromkeys(cells))


def heard_lines(section: Section) -> list[str]:
    heard = section.heard
    lines = [_asked(one) for one in heard.answered]
    return [*lines, *([DECLINED, *map(_asked, heard.declined)] if heard.declined else [])]


def news_lines(section: Section, *, changes: bool = True) -> list[str]:
    """What was loaded; with every figure that changed, unless a table tells of them."""
    lines: list[str] = []
    for arrival in section.arrivals:
        lines.append(arrived(arrival))
        lines += [changed(one) for one in arrival.changes] if changes else []
    return lines


def arrived(arrival: Arrival) -> str:
    document = arrival.document
    name = quoted(document_name(document))
    if arrival.before is None:
        return f"{name}が読み込まれました。"
    if not arrival.changes:
        return f"{name}が第{document.revision}版になりました。金額の変わったところはありません。"
    return (
        f"{name}が第{document.revision}版になりました（前は第{arrival.before.revision}版）。"
        f"金額の変わったところは{len(arrival.changes)}件です。"
    )


def changed(one: Change) -> str:
    """«・雇用対策課 令和2年度当初: 2,158,796千円 → 2,200,000千円（41,204千円の増）»."""
    return f"・{changed_name(one)} {period_name(one.period)}: {_movement(one)}"


def changed_name(one: Change) -> str:
    number = f"No.{one.named.key} " if one.named.kind is Kind.PROJECT else ""
    return f"{number}{one.named.name}"


def _movement(one: Change) -> str:
    before = "" if one.before is None else _exact(one.before)
    after = "" if one.after is None else _exact(one.after)
    if one.difference is not None:
        return f"{before} → {after}、{change(int(one.difference.value))}"
    return f"新しく載りました（{after}）" if after else f"なくなりました（{before}でした）"


def _news_sources(arrival: Arrival) -> list[ReplySource]:
    found = []
    for one in arrival.changes:
        figure = one.after or one.before
        document = arrival.document if one.after is not None or arrival.before is None else arrival.before
        name = f"{document_name(document)} 第{document.revision}版"
        found += [ReplySource(name, each.section, each.line, each.quote) for each in (figure.sources if figure else ())]
    return found


def _exact(figure: Figure) -> str:
    return exact(int(figure.value))


def _asked(one: Popular) -> str:
    return f"・{one.question}" + (f"（{one.times}回）" if one.times > 1 else "")


def _first(lines: Sequence[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    return list(lines) if len(lines) <= most else [*lines[:most], f"ほか{len(lines) - most}件"]


def projects_of(division: str) -> str:
    return f"{division}の事業"


def change_of(name: str) -> str:
    return f"{name}の増減率"


def list_of(category: str) -> str:
    return f"{category}事業の一覧"


def budget_of(name: str) -> str:
    return f"{name}の予算"
