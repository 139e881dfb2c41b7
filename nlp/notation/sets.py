"""«産政 ∩ 雇対», «新規 ∪ 拡充», «新規 ∖ 再掲あり»: sets of projects by divisions, categories and marks."""

from __future__ import annotations

import re

from nlp.notation.table import ROWS, START

_OPERAND = r"(?:[{]?\x01[^\x01-\x03]{1,60}\x02[}]?|[{]?[^\s、,。?:!(){}\[\]=<>≥≤∈∉∧∨&|∩∪∖¬\x01-\x03]{1,16}[}]?)"
_SETS = re.compile(
    rf"(?P<left>{_OPERAND})\s*(?P<sign>[∩∪∖])\s*(?P<right>{_OPERAND}?)(?<!\s)(?=\s|$|[、,。?)の]|で(?!き)|が|は|を)"
)
_AMONG = re.compile(r"^∩\s*")
_ALREADY = re.compile(r"\s*で?\s*(?:共同担当|共管|共同所管|両方(?:が|で)?担当)(?:に?(?:なって|して)(?:い)?る|の)?\s*")
_CATEGORY = re.compile(r"(新規|拡充|継続)(?:事業)?")
_MARK = re.compile(r"(再掲|共管)(?:あり|の?事業)?")
_ALL = re.compile(r"(?:主要|全)?事業|全体|全件|all|u")
_HAS = {"再掲": "再掲のある", "共管": "複数の課が担当する"}
_HAS_NOT = {"再掲": "再掲のない", "共管": "一つの課だけが担当する"}


def sets(text: str) -> str:
    """Folded text with its operations on sets as clauses between marks."""
    text = _AMONG.sub("うち", text)
    made, position = "", 0
    for match in _SETS.finditer(text):
        left, right = (match[side].strip("{}") for side in ("left", "right"))
        clause = _clause(left, match["sign"], right) if right else None
        if clause is None or match.start() < position:
            continue
        made += f"{text[position : match.start()]}{START}{clause}{ROWS}"
        after = _ALREADY.match(text, match.end())
        position = after.end() if after else match.end()
    return made + text[position:]


def _clause(left: str, sign: str, right: str) -> str | None:
    divisions = not _said(left) and not _said(right)
    if sign == "∪":
        if divisions:
            return f"{left}または{right}が担当する"
        both = _CATEGORY.fullmatch(left), _CATEGORY.fullmatch(right)
        return f"区分が{both[0][1]}または{both[1][1]}の" if both[0] and both[1] else None
    if sign == "∩" and divisions:
        return f"{left}と{right}が共に担当する"
    if sign == "∖" and _ALL.fullmatch(left) and right:
        return _which(right, negated=True) if not right.startswith(START) else None
    if sign == "∖" and right.startswith(START):
        return None
    return f"{_which(left)}、{_which(right, negated=sign == '∖')}"


def _said(operand: str) -> bool:
    return operand.startswith(START) or bool(_CATEGORY.fullmatch(operand) or _MARK.fullmatch(operand))


def _which(operand: str, *, negated: bool = False) -> str:
    if operand.startswith(START):
        return operand.strip(START + ROWS)
    if category := _CATEGORY.fullmatch(operand):
        return f"区分が{category[1]}{'以外' if negated else ''}の"
    if mark := _MARK.fullmatch(operand):
        return (_HAS_NOT if negated else _HAS)[mark[1]]
    return f"{operand}が担当{'しない' if negated else 'する'}"
