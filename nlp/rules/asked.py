"""What a question asks about its rows, and which rows it names: what every rule starts from."""

from __future__ import annotations

import re

from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.numbers import NumberKind
from nlp.query import Dimension, Facet, Kind, Named, Scope, Selection
from nlp.scan import Span
from nlp.subjects import subjects

Outcome = Draft | Ambiguous | Unknown | None
LEVELS = {Kind.PILLAR: Dimension.PILLAR, Kind.PART: Dimension.PART, Kind.SECTION: Dimension.SECTION}
"""By what a policy node is one of several."""


PLURAL = ("ask.list", "ask.all", "ask.exists", "ask.which", "ask.count")


FACETS = {
    "ask.who": Facet.DIVISION,
    "ask.describe": Facet.SUMMARY,
    "ask.category": Facet.CATEGORY,
    "ask.number": Facet.NUMBER,
    "ask.policy": Facet.POLICY,
    "ask.parent": Facet.PARENT,
    "ask.source": Facet.SOURCE,
    "ask.name": Facet.NAME,
}


_INTERROGATIVE = re.compile(r"どこ|どの課|どちら(?!も)|どっち(?!も)|何課|なに課|誰|だれ|who|which")


_ATTRIBUTIVE = re.compile(
    r"\s*(?:[つっちし]?(?:ことにな(?:る|った)|て(?:い)?る|た|る)?(?:主要事業|事業|もの|やつ)|と(?:な[っるり]|して)|に入|に含|し、|または|又は|する|して|し[たて]|され(?:て(?:い)?る|た)|の(?:主要)?事業|で(?:は)?[^す]|分|を?して|のもの|のやつ|(?:主要)?事業)"
)


EACH = re.compile(r"それぞれ|各々|おのおの|別々|(?:いくら|幾ら|なんぼ|いくつ|何件|何本|何円)ずつ")
"""One answer for each thing said, not one for all."""
_WHAT_OF_IT = re.compile(r"(?:区分|番号|担当|担当課|出典|名前|事業名)(?:って|は|とは)?(?:何|なに|なん)")
_ITS_NAME = re.compile(r"(?:課|部署)の?(?:名前|名称|名)")
_WHAT_IS = re.compile(r"\bwhat(?:'s|s| is)\b")


def facets(frame: Frame, *default: Facet) -> tuple[Facet, ...]:
    """What is asked about the rows, in a settled order."""
    asked = [facet for concept, facet in FACETS.items() if frame.has(concept) and is_asked(frame, concept)]
    if len(frame.categories) > 1 and frame.has("op.compare", "ask.polar") and not frame.has("noun.project"):
        asked.append(Facet.CATEGORY)  # «新規?拡充?どっち»
    if frame.speaks_of_projects and _DIVISIONS_OF.search(frame.text) and Facet.DIVISION not in asked:
        asked.append(Facet.DIVISION)
    if frame.projects and frame.has("noun.division") and Facet.DIVISION not in asked:
        asked.append(Facet.DIVISION)  # «#73 課/額»
    how_much = frame.has("ask.amount") or (frame.has("ask.extent") and frame.has("noun.budget"))
    named_too = asked != [Facet.NAME] or bool(_NAME_BESIDE.search(frame.text))
    if how_much or (asked and named_too and _budget_noun_asked(frame)):
        asked.insert(0, Facet.AMOUNT)
    if Facet.DIVISION in asked and Facet.NAME in asked and _ITS_NAME.search(frame.text):
        asked.remove(Facet.NAME)  # «担当する課の名前»
    if len(asked) > 1 and Facet.SUMMARY in asked and _WHAT_OF_IT.search(frame.text):
        asked.remove(Facet.SUMMARY)  # «区分って何»
    if Facet.SUMMARY in asked and frame.has("noun.budget") and _WHAT_IS.search(frame.text):
        asked = [Facet.AMOUNT, *(facet for facet in asked if facet is not Facet.SUMMARY)]
    if asked == [Facet.AMOUNT] and frame.scan.words and _WHICH_AND.search(frame.text):
        asked = [Facet.NAME, Facet.AMOUNT]  # «…を行う事業はどれで、いくら»
    return tuple(dict.fromkeys(asked)) or default


_DIVISIONS_OF = re.compile(
    r"(?:事業|もの)(?:を|が|の)(?:持つ|持って|担当する|担当して|所管する|所管して|やって|ある)[ぁ-ん]{0,3}課"
    r"|(?:事業|もの)(?:は|を|が)?(?:何|なん|どの)課(?:が|で)?(?:持|担当|所管|やって|の)"
)
"""«…の事業を持つ課は»: the divisions in charge of such projects."""
_WHICH_AND = re.compile(
    r"(?:どれ|どの事業|何という事業|なんて事業|どんな事業|どちらの事業|何)(?:で|が|か)?[、,]?\s*(?:いくら|予算|金額|おいくら)"
)


def is_asked(frame: Frame, concept: str) -> bool:
    """«担当する事業» and «所管事業» only say whose; «担当は» asks."""
    if concept == "ask.policy":
        return not _PLACED.search(frame.text)
    if concept == "ask.name":
        return any(
            not _NAME_OF_A_DIVISION.search(frame.text, 0, span.start)
            and not _NAME_FORGOTTEN.match(frame.text, span.end)
            for span in frame.scan.all(concept)
        )
    if concept == "ask.category":
        return any(not _OF_A_CATEGORY.match(frame.text, span.end) for span in frame.scan.all(concept))
    if concept != "ask.who":
        return True
    if _INTERROGATIVE.search(frame.text):
        return True
    return any(
        not _ATTRIBUTIVE.match(frame.text, span.end) and not _says_whose(frame, span)
        for span in frame.scan.all(concept)
    )


_IN_ITS_COLUMN = re.compile(r"(?:欄)?(?:に(?:は)?|が)\s*")


def _says_whose(frame: Frame, who: Span) -> bool:
    """«担当欄に雇用対策課が載っている», «担当が雇用対策課の事業», «…が担当欄に名前がある»."""
    column = _IN_ITS_COLUMN.match(frame.text, who.end)
    if column is None:
        return False
    follows = any(span.start == column.end() and span.names[0].kind is Kind.DIVISION for span in frame.scan.names)
    return follows or bool(frame.divisions and _ENTERED.match(frame.text, column.end()))


_ENTERED = re.compile(r"(?:名前|名)(?:が|の)|(?:入って|載って|含まれ|出て|書かれて|記載され|あ(?:る|が))")


_NAME_OF_A_DIVISION = re.compile(r"(?:課|部署|担当|所管|窓口)(?:先)?の?[お御]?$")
"""«担当している課の名前»: the division is asked for."""
_NAME_FORGOTTEN = re.compile(
    r"(?:が|は|も|まで|だけ)?(?:出て|でて|忘れ|わすれ|うろ覚え|うろおぼえ|曖昧|あいまい|覚えて|おぼえて|思い出|長|なが|難し|むずかし)"
    r"|(?:だけ)?(?:じゃ|では)(?:わか|分か|ピン|伝わ)"
)
"""«名前じゃわかんない»: the asker has the name, or has forgotten it."""
_OF_A_CATEGORY = re.compile(r"が(?:新規|拡充|継続)")
"""«区分が新規の» says which; «区分は» asks."""
_PLACED = re.compile(r"位置(?:付|づ)け(?:られ(?:た|て(?:い|お)る(?!か))|た|の)")
"""«戦略2に位置づけられた事業» says which; «どこに位置づけられていますか» asks."""
_AND = r"\s*(?:と|や|、|,|・|/|\+|&|および|及び|並びに|ならびに)\s*"
_BUDGET_BESIDE = re.compile(
    rf"(?:予算額?|計上額|措置額|金額|事業費|費用|額)(?:{_AND}|も)|"
    rf"(?:課名?|担当課?名?|所管課?名?|内容|概要|区分|番号|事業名|名前|名称){_AND}(?:予算|計上額|措置額|金額|事業費|費用|当初|額)"
)


_NAME_BESIDE = re.compile(rf"(?:事業名|名前|名称)(?:{_AND}|も)")


def _budget_noun_asked(frame: Frame) -> bool:
    """«予算と担当課は»: the noun itself is asked for beside something else."""
    named = [(span.start, span.end) for span in frame.scan.spans if span.names]
    return any(
        not any(start < match.end() and match.start() < end for start, end in named)
        for match in _BUDGET_BESIDE.finditer(frame.text)
    )


_AND_DEPARTMENT = re.compile(r"部(?:全体|合計|計)?(?:の(?:当初)?(?:予算|総額|合計)額?)?と(?!比|の比|くら|して)")


def named_selection(frame: Frame) -> Selection | Ambiguous | Unknown | None:
    """The singular subjects as a selection; the department where only it is said."""
    found = subjects(frame)
    if isinstance(found, tuple):
        if found and frame.department not in found and _AND_DEPARTMENT.search(frame.text):
            found = (frame.department, *found)
        return Selection(Scope.NAMED, found)
    if found is None and frame.says_department:
        return Selection(Scope.NAMED, (frame.department,))
    return found


def joined_by(frame: Frame, sign: re.Pattern[str]) -> bool:
    """Two names or numbers of projects with nothing but the sign between."""
    numbers = frame.scan.numbers(NumberKind.PROJECT)
    names = frame.scan.names
    return any(
        len(pair) == 2 and bool(sign.fullmatch(frame.text, pair[0].end, pair[1].start)) for pair in (numbers, names)
    )


def members(frame: Frame, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """«特別会計が二つとも»: the single accounts, not their sum; other things stay."""
    found: list[Named] = []
    for each in named:
        single = [
            e.named for e in frame.lexicon.of_kind(Kind.ACCOUNT) if each.kind is Kind.ACCOUNT and e.parent == each
        ]
        found.extend(single or [each])
    return tuple(dict.fromkeys(found))
