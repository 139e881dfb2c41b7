"""«COUNT(*) WHERE … GROUP BY …», «mean(予算額)», «argmax», «top3», «rank=3»: queries and functions as questions."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.notation.table import ENDS, ROWS, START, TABLE, either, names, printed, surfaces

_BY = r"(?:担当課|課|区分|戦略|柱|会計|部署|担当|status|category|division|dept|owner|pillar)"
_GROUP = re.compile(
    rf"(?:[、,]\s*)?group\s*by\s+(?P<by>(?>{_BY}))(?!\s*[,、]\s*{_BY})|(?P<by2>{_BY})欄?(?:で|別に|を|ごとに)?\s*(?:group\s*by|pivot)(?:し(?:て|た))?|(?<![a-z])(?:per|by)\s*(?P<by3>{_BY})(?!別|ごと)"
)
_GROUPED = {
    "担当課": "課",
    "担当": "課",
    "部署": "課",
    "division": "課",
    "dept": "課",
    "owner": "課",
    "status": "区分",
    "category": "区分",
    "pillar": "戦略",
    "柱": "戦略",
}
_ORDER = re.compile(
    r"(?:[、,]\s*)?(?:order|sort|sorted)\s*by\s+(?P<what>[^\s、,。?]{1,12}?)\s*(?P<how>desc(?:ending)?|asc(?:ending)?)(?![a-z])"
)
_LIMIT = re.compile(r"\s*limit\s+(?P<limit>[0-9]{1,3})(?:\s+offset\s+(?P<offset>[0-9]{1,3}))?")
_SELECT = re.compile(r"^(?P<before>.{0,40}?)(?<![a-z])select\s+(?P<what>.{1,60}?)\s+from\s+(?P<rows>[^\s、,。?]{1,20})")
_WHERE = re.compile(
    r"^(?P<head>.{0,80}?)\s*[、,]?\s*(?<![a-z])where\s+(?P<body>.{1,120}?)(?P<tail>\s*(?:(?<![a-z])(?:group|order|having|limit)(?![a-z])|[;。?]|$).*)$",
    re.DOTALL,
)
_PERIOD = re.compile(r"当初|現計|[0-9]年度")
_ONE_DIVISION = re.compile(rf"{START}(?P<name>[^{START}、]+?)が担当する{ROWS}")
_ROWS_WHERE = re.compile(rf"(?P<rows>(?:主要)?事業|課|会計)\s+where\s+(?P<which>.+{ENDS})")
_OVER = re.compile(r"(?<![a-z])(?P<function>max|min)\s+(?:over|of|in)\s+(?P<rows>[^\s、,。?]{1,40})")
_RANK = re.compile(
    r"(?<![a-z])rank\s*[=:#]?\s*(?P<n>[0-9]{1,2})(?![0-9])位?|(?<![0-9])(?P<th>[0-9]{1,2})(?:st|nd|rd|th)(?![a-z])"
)
_HOW_MANY = re.compile(
    r"(?:主要事業|事業)?\s*(?<![a-z0-9])n\s*(?:=\s*[?]?(?=$|[\s、。,)?])|(?P<also>は|も)\s*[?]?(?=$|[\s、。])|[?])"
)
_TOP = re.compile(r"(?<![a-z])top[\s(-]*(?P<n>[2-9]|[0-9]{2})[)]?(?![0-9])(?!\s*(?:project|division))")
_ARG = re.compile(r"(?<![a-z])arg(?P<end>max|min)(?:[_\s]*(?P<rows>課|事業))?\s*[(]\s*(?P<what>[^()]{0,20})\s*[)]")
_OF = r"(?:\s*(?:(?<![a-z])(?:over|of|in|for)(?![a-z])|@)\s*(?P<scope>[^\s、,。?()]{1,30}))?"


@lru_cache(maxsize=1)
def _call() -> re.Pattern[str]:
    return re.compile(rf"{either(surfaces('functions'))}\s*[(]\s*(?P<of>[^()]{{0,60}}?)\s*[)]{_OF}")


@lru_cache(maxsize=1)
def _function() -> re.Pattern[str]:
    return re.compile(either(surfaces("functions")))


def functions(text: str) -> str:
    """Folded text with functions applied to fields in words: «予算額の平均»."""
    text = _OVER.sub(r"\g<rows>の\g<function>", _ARG.sub(_extreme, text))
    text = _call().sub(_applied, text)
    text = _RANK.sub(lambda match: f"{match['n'] or match['th']}番目", text)
    text = _TOP.sub(r"上位\g<n>件", text)
    return _HOW_MANY.sub(_count, text)


def _count(match: re.Match[str]) -> str:
    rows = match.group().startswith(("主要事業", "事業"))
    return f"{'事業の' if rows else ''}件数{'も' if match['also'] == 'も' else 'は'}"


def _applied(match: re.Match[str]) -> str:
    called = _function().match(match.string, match.start())
    function = surfaces("functions")[called.group()] if called else ""
    of, scope = match["of"].strip(), match["scope"]
    if where := _ROWS_WHERE.fullmatch(of):
        of = f"{where['which']}{where['rows']}"
    whose = f"{scope.removesuffix('の')}の" if scope else ""
    what = "" if of in {"*", "1", ""} else printed(of)
    if function != "件数" and not what:
        what = "予算額"
    if function == "件数" and what in {"番号", "事業名", "事業", "主要事業", "予算額"}:
        what = "事業"
    return f"{whose}{what}{'の' if what else ''}{function}"


def _extreme(match: re.Match[str]) -> str:
    what = printed(match["what"]) or "予算額"
    if not match["rows"] and _PERIOD.search(what):
        return match.group()  # of which rows, nothing says
    return f"{what}が{'最大' if match['end'] == 'max' else '最小'}の{match['rows'] or '事業'}"


def clauses(text: str) -> str:
    """Folded text with the clauses of a query in the order a question has them; conditions are marked already."""
    if (selected := _SELECT.search(text)) and re.match("課|会計", selected["rows"]):
        text = text.replace(ROWS, TABLE)
    text = _SELECT.sub(_selected, text)
    if where := _WHERE.match(text):
        text = _where(where)
    text = _GROUP.sub(_grouped, text)
    return _windowed(text)


def _selected(match: re.Match[str]) -> str:
    fields = [printed(each) for each in re.split(r"\s*[,、]\s*", match["what"])]
    return f"{match['before']}{'と'.join(fields) if fields != ['*'] else '一覧'}"


def _where(match: re.Match[str]) -> str:
    head, body, tail = match["head"].strip(), match["body"].strip(), match["tail"]
    one = _ONE_DIVISION.fullmatch(body)
    if one and _PERIOD.search(head):
        return f"{one['name']}の{head}{tail}"  # a row of the table, not its projects
    if not head:
        return f"{body}{tail}"
    if body.endswith("の"):
        return f"{body}{head}{tail}"
    return f"{body}{'の' if re.search(f'{ENDS}$', body) else 'の事業の'}{head}{tail}"


def _grouped(match: re.Match[str]) -> str:
    by = match["by"] or match["by2"] or match["by3"]
    return f" {_GROUPED.get(by, by)}ごとに"


def _windowed(text: str) -> str:
    order = _ORDER.search(text)
    if order is None:
        return text
    ends = "大きい" if order["how"].startswith("desc") else "小さい"
    what = printed(order["what"])
    if not re.fullmatch(
        names("budget") + "|" + names("rate") + "|" + names("change") + "|件数|合計|平均|.{0,12}(?:当初|現計)", what
    ):
        return text  # by names or numbers nothing sorts
    limit = _LIMIT.match(text, order.end())
    window, end = (_window(limit), limit.end()) if limit else ("", order.end())
    return f"{text[: order.start()]} {what}の{ends}順に{window}{text[end:]}"


def _window(limit: re.Match[str]) -> str:
    many, skipped = int(limit["limit"]), int(limit["offset"] or 0)
    if many == 1:
        return f"{skipped + 1}番目"
    return f"{skipped + 1}番目から{skipped + many}番目まで" if skipped else f"{many}件"
