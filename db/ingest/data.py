"""The data file (TOML) beside a document: what the text does not say and rules cannot derive.

government = "北の県"

[document]                 # only where the text cannot be read right
title = "…"
department = "…"
fiscal_year = 2020
published = "…"

[aliases.division]         # also: account, department, pillar, part, section, by printed name or key
"商業・県産品振興課" = ["県産品課"]

[aliases.project]          # by number or printed name
"44" = ["制度融資"]

synonyms = [["ふるさと納税", "応援寄付金"]]   # above the first [table]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from db.errors import BadData, BadDataFile
from nlp.query import Kind

ALIASED = (Kind.DIVISION, Kind.ACCOUNT, Kind.DEPARTMENT, Kind.PILLAR, Kind.PART, Kind.SECTION, Kind.PROJECT)
_TEXTS = ("title", "department", "published")


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A data file, read."""

    government: str = ""
    title: str = ""
    department: str = ""
    published: str = ""
    fiscal_year: int | None = None
    aliases: Mapping[Kind, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Kind → printed name or key → other names."""
    synonyms: tuple[tuple[str, ...], ...] = ()


def read_data(text: str) -> DocumentData:
    """Read a data file. Raises BadDataFile."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        # Otherwise it says «at end of document».
        at = int(line.group(1)) if line else text.count("\n", 0, len(text.rstrip())) + 1
        raise BadDataFile(BadData.SYNTAX, (str(error),), at) from None
    _known(raw, ("government", "document", "aliases", "synonyms"), "")
    document = _table(raw, "document", "document")
    _known(document, (*_TEXTS, "fiscal_year"), "document.")
    year = document.get("fiscal_year")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise BadDataFile(BadData.WRONG_TYPE, ("document.fiscal_year",))
    return DocumentData(
        government=_text(raw, "government", "government"),
        **{key: _text(document, key, f"document.{key}") for key in _TEXTS},
        fiscal_year=year,
        aliases=_aliases(raw),
        synonyms=_synonyms(raw),
    )


def _known(table: Mapping[str, object], keys: tuple[str, ...], prefix: str) -> None:
    unknown = next((key for key in table if key not in keys), None)
    if unknown is not None:
        raise BadDataFile(BadData.UNKNOWN_KEY, (f"{prefix}{unknown}",))


def _text(table: Mapping[str, object], key: str, path: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise BadDataFile(BadData.WRONG_TYPE, (path,))
    return value.strip()


def _table(table: Mapping[str, object], key: str, path: str) -> dict[str, object]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise BadDataFile(BadData.WRONG_TYPE, (path,))
    return value


def _words(value: object, path: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise BadDataFile(BadData.WRONG_TYPE, (path,))
    return tuple(str(each).strip() for each in value)


def _aliases(raw: Mapping[str, object]) -> dict[Kind, dict[str, tuple[str, ...]]]:
    tables = _table(raw, "aliases", "aliases")
    _known(tables, tuple(kind.value for kind in ALIASED), "aliases.")
    return {
        Kind(kind): {
            name: _words(words, f"aliases.{kind}.{name}")
            for name, words in _table(tables, kind, f"aliases.{kind}").items()
        }
        for kind in tables
    }


def _synonyms(raw: Mapping[str, object]) -> tuple[tuple[str, ...], ...]:
    groups = raw.get("synonyms", [])
    if not isinstance(groups, list):
        raise BadDataFile(BadData.WRONG_TYPE, ("synonyms",))
    return tuple(_words(group, "synonyms") for group in groups)
