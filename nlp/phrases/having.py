"""Divisions and policy nodes by how many projects they have: «新規がない課», «1億円以上の事業が3本以上ある課»."""

from __future__ import annotations

import re

from nlp.amounts import bound_after
from nlp.frame import Frame
from nlp.numbers import count_of
from nlp.query import HasProjects
from nlp.scan import Span

_COUNTER = r"(?:件|つ|本|個|事業)"
_N = r"(?P<n>[0-9]{1,3}|[一二三四五六七八九十]{1,3}|ひと|ふた|みっ)"
_NOT_ONE = rf"(?:(?:(?:1|一){_COUNTER}|ひとつ|一切|全く|まったく|何も|全然|一度)も?)?"
_HOLDS = r"(?:持|有|抱え|担当し|所管し|受け持|手掛け|手がけ|やっ|含|存在し|見当た|該当し|付い|つい)"
_NOT_HELD = (
    rf"(?:{_HOLDS}[ぁ-ん]{{0,4}}?(?:ない|ません|ぬ|ん(?![のだでっか]))|あり?ません|(?:な|無)(?:い|し|く)|存在しない)"
)
_HELD = (
    r"(?:ある|有る|あります|持つ|有する|抱える|受け持つ|担当する|所管する|手掛ける|手がける|やる|存在する|含む|含まれる"
    r"|(?:持って|有して|抱えて|受け持って|担当して|所管して|手掛けて|手がけて|やって|存在して)い?る)"
)
_NONE = rf"{_NOT_ONE}(?:を|が|は)?{_NOT_ONE}(?:{_NOT_HELD}|ゼロ|0(?:{_COUNTER})?)(?:の|な)?"
_SO_MANY = (
    rf"(?:ちょうど|ぴったり|わずか|たった)?(?:{_N}{_COUNTER})(?P<bound>以上|以下|以内|未満|超|より多く|を超え(?:て|る)?|を超えて)?(?P<only>だけ|のみ|しか(?=(?:な|無|持|抱|あ)))?"
    rf"(?:の|{_HELD}|(?<=しか){_NOT_HELD})"
)
_SAID = re.compile(
    rf"(?:の?(?:件数|本数|事業数|数))?(?:が|は|も|を|の|に|=|\s)*(?:{_SO_MANY}|(?P<none>{_NONE}))"
    r"(?P<head>課|柱|戦略|大項目|中項目|小項目|部署|ところ|とこ|の(?=は|って|が|を|どこ|どの|どれ|何課|[?。\s]|$)|(?=[?。\s]|$))"
)
_BEFORE = re.compile(
    r"(?:の?うち|の?中で|の?なかで|[るたい]、|[はで]、|課(?:は|で|って)|(?:どの|どこの|何)課(?:に(?:は)?|が|は|も)?)"
)
_WHICH = re.compile(r"どの課|どこの課|何課|どこ")
_OF_PROJECTS = frozenset(
    {"noun.project", "cat.new", "cat.expanded", "cat.continued", "flag.joint", "flag.relisted", "neg.except",
     "noun.thing", "idle.words", "neg.not", "ask.category"}
)  # fmt: skip
"""What may be said of projects that are counted; anything else would be lost with the phrase."""

_BY_SEVERAL = frozenset({"ask.who", "noun.division"})
"""«複数の課が担当する事業»."""


def having(frame: Frame) -> Frame | None:
    """What is said of the projects becomes a condition of those that have so many of them."""
    for match in _SAID.finditer(frame.text):
        start = max((m.end() for m in _BEFORE.finditer(frame.text, 0, match.start())), default=0)
        head = match["head"]
        # «新規がない?» asks whether there is one, unless it asks where.
        if not head.endswith(("課", "柱", "戦略", "項目", "部署")) and not (
            _WHICH.search(frame.text) or frame.has("noun.division", "by.division")
        ):
            continue
        condition = _condition(frame.within(start, match.start()), match)
        if condition is None:
            continue
        rest = frame.without([(start, match.start("head"))], condition)
        if rest.has("noun.division", "by.division", "noun.pillar", "noun.part", "noun.section"):
            return rest
        return rest.reread(rest.scan.adding(Span(match.start(), match.start() + 1, ("noun.division", "ask.which"))))
    return None


def _condition(projects: Frame, match: re.Match[str]) -> HasProjects | None:
    told = {concept for span in projects.scan.spans for concept in span.concepts}
    numbers = any(span.number or span.period for span in projects.scan.spans)
    topic = projects.topic
    unread = projects.resolution.unknown or (projects.scan.words and topic is None)
    spoken_of = projects.speaks_of_projects or projects.bounded_amounts or topic
    allowed = _OF_PROJECTS | (_BY_SEVERAL if "flag.joint" in told else set())
    allowed |= {"noun.budget"} if projects.bounded_amounts else set()
    if not told <= allowed or numbers or unread or not spoken_of:
        return None
    conditions = projects.project_conditions()
    if match["none"]:
        return HasProjects(conditions, 0, 0)
    count = count_of({"ひと": "1", "ふた": "2", "みっ": "3"}.get(match["n"], match["n"])) or 0
    how, _ = bound_after(match["bound"] or "", 0)
    match how:
        case "at_least":
            return HasProjects(conditions, count)
        case "over":
            return HasProjects(conditions, count + 1)
        case "at_most":
            return HasProjects(conditions, 0, count)
        case "under":
            return HasProjects(conditions, 0, count - 1) if count else None
    return HasProjects(conditions, count, count) if not match["bound"] else None
