"""`python -m tests.support.work_list` takes off the list of known failures what is answered right by now, and raises
the shares that rose. It adds nothing and lowers nothing: a new failure stays a failing test.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.evaluation.expectations import headline, names
from bot.reply import Reply
from tests.support.answers import answer_of, share_unchanged
from tests.support.expectations import complaints
from tests.support.known_failures import ENOUGH, LIST, shares, wrong
from tests.support.library import Library
from tests.support.perturbations import KINDS, samples
from tests.support.twins import Twin, all_twins

_PLACES = 1000
"""Shares are kept to three places, rounded down."""


Sections = dict[str, Mapping[str, str] | Mapping[str, float]]


def shortened(library: Library) -> Sections:
    """The list as it may be now."""
    twins = [twin for pair in all_twins() for twin in pair]
    replies = {twin.id: library.converse(twin.document, [twin.ask])[0] for twin in twins}
    still = {twin.id: _told(twin, replies[twin.id]) for twin in twins if complaints(twin.expect, replies[twin.id])}
    answers = {one: answer_of(reply) for one, reply in replies.items()}
    alike = {one.id for one, other in all_twins() if answers[one.id] == answers[other.id]}
    listed = shares("perturbations")
    now = {kind: share_unchanged(library, KINDS if kind == "all" else [kind], samples()).unchanged for kind in listed}
    return {
        "twins": {one: still[one] for one in wrong("twins") if one in still},
        "twins_alike": {one: told for one, told in wrong("twins_alike").items() if one in alike},
        "perturbations": {
            kind: max(floor, int(now[kind] * _PLACES) / _PLACES) for kind, floor in listed.items() if now[kind] < ENOUGH
        },
    }


def _told(twin: Twin, reply: Reply) -> str:
    """A twin and what it gets, in one line."""
    read = reply.reading.partition("｜")[2] or reply.text.splitlines()[0]
    got = [f"{value}{unit}" for value, unit in headline(reply)] or names(reply) or ["-"]
    return f"「{twin.ask}」 {reply.status}: {read} = {'、'.join(got)}"


def head_of(text: str) -> str:
    """The comment that says what the list is."""
    return "".join(re.findall(r"^#.*\n", text, flags=re.M))


def as_text(head: str, sections: Sections) -> str:
    """YAML, a line an entry; the comment at the head stays."""
    lines = [head.rstrip()]
    for section, entries in sections.items():
        lines.append(f"{section}:" if entries else f"{section}: {{}}")
        lines += [f"  {_yaml(key)}: {_yaml(value)}" for key, value in entries.items()]
    return "\n".join(lines) + "\n"


def _yaml(value: str | float) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    head = head_of(LIST.read_text("utf-8"))
    with TemporaryDirectory() as folder, Library(f"sqlite:///{Path(folder) / 'yosan.db'}") as library:
        LIST.write_text(as_text(head, shortened(library)), "utf-8")


if __name__ == "__main__":
    main()
