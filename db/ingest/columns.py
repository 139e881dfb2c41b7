"""Header rows: which column of a list holds what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from db.ingest.clean import nfkc, squeeze
from db.ingest.read import Line


class Role(StrEnum):
    """What a column of the list of main projects holds."""

    NUMBER = "number"
    DIVISION = "division"
    NAME = "name"
    AMOUNT = "amount"
    CATEGORY = "category"
    SUMMARY = "summary"


_ROLES: Mapping[Role, re.Pattern[str]] = {
    Role.NUMBER: re.compile(r"(整理|事業)?番号|項番|連番|no\.?|#"),
    Role.DIVISION: re.compile(r"(担当|所管|主管)(課|室|所属|課室|課等|部署)?名?|課(室)?名|所属名?|課"),
    Role.NAME: re.compile(r"(主要|施策・)?事業(名称?|項目)?|事業・?施策名"),
    Role.AMOUNT: re.compile(r".*(予算額|予算案額|当初予算|事業費|金額|予算)"),
    Role.CATEGORY: re.compile(r"(事業)?区分|新規・拡充(等)?|新・?拡"),
    Role.SUMMARY: re.compile(r"(事業|施策)?(の)?(概要|内容|説明)(等)?"),
}
_NEEDED = (Role.NUMBER, Role.NAME, Role.AMOUNT)
_UNIT = re.compile(r"\((?:単位:?)?([^()]*円)\)|単位:?\s*([^\s()]*円)")


def list_columns(line: Line) -> dict[Role, int] | None:
    """Role → column where the line heads a list of projects, else None. The first column of a role counts."""
    if not line.is_row:
        return None
    columns: dict[Role, int] = {}
    for index, cell in enumerate(line.cells):
        label = re.sub(r"\([^()]*\)", "", squeeze(nfkc(cell)).lower())
        role = next((role for role, pattern in _ROLES.items() if pattern.fullmatch(label)), None)
        if role is not None:
            columns.setdefault(role, index)
    return columns if all(role in columns for role in _NEEDED) else None


def stated_unit(text: str) -> str | None:
    """«(単位：千円)», «予算額 (千円)» → «千円»."""
    match = _UNIT.search(nfkc(text))
    return squeeze(match.group(1) or match.group(2)) if match else None
