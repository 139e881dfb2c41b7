"""The small vocabulary the cases say their expected answers in, and whether a reply meets them.

A case that says nothing of `status` expects an answer. Figures are strict: where a case names a figure, the headline
holds that figure and no other, for the headline is only what was asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Reply = Mapping[str, Any]
Expectation = Mapping[str, Any]
Complaint = str | None

_RATE_TOLERANCE = 0.06
"""Documents print one decimal; computed rates carry more."""
_RATIO_TOLERANCE = 0.006
_SECONDARY = ("breakdown", "outline")
"""Rows shown beside the answer: they are the answer only where nothing else is listed."""


def complaints(expected: Expectation, reply: Reply) -> list[str]:
    """What of the expectation the reply does not meet, one sentence each; empty where it meets all."""
    unknown = set(expected) - set(_CHECKS)
    if unknown:
        raise ValueError(f"unknown expectation {sorted(unknown)}")
    found = [_CHECKS[key](value, reply, expected) for key, value in expected.items()]
    if not {"status", "any", "all"} & set(expected):
        found.insert(0, _status("answered", reply, expected))
    if expected.get("status") == "declined" and (reply["figures"] or reply["items"]):
        found.append("a declined reply asserts nothing")
    return [complaint for complaint in found if complaint]


def shown(reply: Reply) -> str:
    """A reply in one line, for a failing test."""
    figures = [(figure["value"], figure["unit"]) for figure in reply["figures"]]
    names = [item["name"] for item in reply["items"]][:8]
    parts = {key: reply[key] for key in ("status", "reason", "intent", "yes", "reading")}
    return f"{parts} figures={figures} items={names} text={reply['text'][:160]!r}"


def _headline(reply: Reply, unit: str) -> list[float]:
    return [figure["value"] for figure in reply["figures"] if figure["unit"] == unit]


def _in_items(reply: Reply, unit: str) -> list[float]:
    return [figure["value"] for item in reply["items"] for figure in item["figures"] if figure["unit"] == unit]


def _names(reply: Reply) -> list[str]:
    items = reply["items"]
    return [item["name"] for item in items if item["kind"] not in _SECONDARY] or [item["name"] for item in items]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def _only(unit: str, tolerance: float) -> Callable[[float, Reply, Expectation], Complaint]:
    def check(value: float, reply: Reply, expected: Expectation) -> Complaint:
        found = [(figure["value"], figure["unit"]) for figure in reply["figures"]]
        if len(found) == 1 and found[0][1] == unit and abs(found[0][0] - value) <= tolerance:
            return None
        return f"headline should be {value}{unit} alone, is {found}"

    return check


def _ratio(value: float, reply: Reply, expected: Expectation) -> Complaint:
    return _only("倍", value * _RATIO_TOLERANCE)(value, reply, expected)


def _magnitude(value: int, reply: Reply, expected: Expectation) -> Complaint:
    found = [(figure["value"], figure["unit"]) for figure in reply["figures"]]
    if len(found) == 1 and found[0][1] == "千円" and abs(found[0][0]) == value:
        return None
    return f"headline should be ±{value}千円 alone, is {found}"


def _amounts(values: Sequence[int], reply: Reply, expected: Expectation) -> Complaint:
    found = _headline(reply, "千円") or _in_items(reply, "千円")
    return None if found == list(values) else f"amounts should be {values} in this order, are {found}"


def _anywhere(values: Sequence[int], reply: Reply, expected: Expectation) -> Complaint:
    found = _headline(reply, "千円") + _in_items(reply, "千円")
    missing = [value for value in values if value not in found]
    return f"amounts {missing} are missing from {found}" if missing else None


def _figures_exact(values: Sequence[Sequence[Any]], reply: Reply, expected: Expectation) -> Complaint:
    found = [(figure["value"], figure["unit"]) for figure in reply["figures"]]
    same = len(found) == len(values) and all(
        unit == wanted_unit and abs(value - wanted) <= (_RATE_TOLERANCE if unit == "%" else 0)
        for (value, unit), (wanted, wanted_unit) in zip(found, values, strict=True)
    )
    return None if same else f"headline should be exactly {values}, is {found}"


def _each_item(unit: str) -> Callable[[Sequence[int], Reply, Expectation], Complaint]:
    def check(values: Sequence[int], reply: Reply, expected: Expectation) -> Complaint:
        found = _in_items(reply, unit)[: len(values)] if unit == "千円" else _in_items(reply, unit)
        wanted = [float(value) for value in values]
        met = [float(value) for value in found][: len(wanted)] == wanted
        return None if met else f"the items should carry {values}{unit} in this order, carry {_in_items(reply, unit)}"

    return check


def _names_any_order(wanted: Sequence[str], reply: Reply, expected: Expectation) -> Complaint:
    found = _names(reply)
    if sorted(found) == sorted(wanted):
        return None
    missing = [name for name in wanted if name not in found]
    return f"names: missing {missing}, too many {[name for name in found if name not in wanted]}, listed {len(found)}"


def _names_in_order(wanted: Sequence[str], reply: Reply, expected: Expectation) -> Complaint:
    found = _names(reply)
    return None if found == list(wanted) else f"names should be {list(wanted)} in this order, are {found}"


def _includes(wanted: Sequence[str], reply: Reply, expected: Expectation) -> Complaint:
    missing = [name for name in wanted if name not in _names(reply)]
    return f"names {missing} are missing from {_names(reply)}" if missing else None


def _at_most(count: int, reply: Reply, expected: Expectation) -> Complaint:
    return None if len(_names(reply)) <= count else f"{len(_names(reply))} items bury the answer (at most {count})"


def _min_items(count: int, reply: Reply, expected: Expectation) -> Complaint:
    return None if len(_names(reply)) >= count else f"only {len(_names(reply))} items, at least {count} fit"


def _verdict(value: bool, reply: Reply, expected: Expectation) -> Complaint:
    return None if reply["yes"] is value else f"yes should be {value}, is {reply['yes']}"


def _one_of(key: str) -> Callable[[str | Sequence[str], Reply, Expectation], Complaint]:
    def check(value: str | Sequence[str], reply: Reply, expected: Expectation) -> Complaint:
        allowed = [value] if isinstance(value, str) else value
        return None if reply[key] in allowed else f"{key} should be {value}, is {reply[key]}"

    return check


_status = _one_of("status")


def _text_has(wanted: Sequence[str], reply: Reply, expected: Expectation) -> Complaint:
    missing = [words for words in wanted if _plain(words) not in _plain(reply["text"])]
    return f"text lacks {missing}" if missing else None


def _text_matches(pattern: str, reply: Reply, expected: Expectation) -> Complaint:
    return None if re.search(pattern, reply["text"]) else f"text does not match {pattern}"


def _no_figures(wanted: bool, reply: Reply, expected: Expectation) -> Complaint:
    return f"no figure should be asserted, is {reply['figures']}" if reply["figures"] and wanted else None


def _sources_lines(wanted: Sequence[int], reply: Reply, expected: Expectation) -> Complaint:
    found = [source["line"] for source in reply["sources"]]
    missing = [line for line in wanted if line not in found]
    return f"lines {missing} are missing from the sources {found}" if missing else None


def _any(alternatives: Sequence[Expectation], reply: Reply, expected: Expectation) -> Complaint:
    every = [complaints(one, reply) for one in alternatives]
    return None if any(not found for found in every) else f"none of the alternatives: {every}"


def _all(parts: Sequence[Expectation], reply: Reply, expected: Expectation) -> Complaint:
    """Figures and names of one reply: each part speaks of its own."""
    every = [complaint for one in parts for complaint in complaints(one, reply)]
    return "; ".join(every) or None


_CHECKS: Mapping[str, Callable[[Any, Reply, Expectation], Complaint]] = {
    "amount": _only("千円", 0),
    "magnitude": _magnitude,
    "rate": _only("%", _RATE_TOLERANCE),
    "ratio": _ratio,
    "count": _only("件", 0),
    "amounts": _amounts,
    "amounts_anywhere": _anywhere,
    "amounts_in_items": _each_item("千円"),
    "counts_in_items": _each_item("件"),
    "figures_exact": _figures_exact,
    "names": _names_any_order,
    "ordered_names": _names_in_order,
    "includes": _includes,
    "at_most": _at_most,
    "min_items": _min_items,
    "verdict": _verdict,
    "status": _status,
    "reason": _one_of("reason"),
    "text_has": _text_has,
    "text_matches": _text_matches,
    "no_figures": _no_figures,
    "sources_lines": _sources_lines,
    "any": _any,
    "all": _all,
}
