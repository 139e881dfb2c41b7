"""What there is and what is said of it: definitions, parts, searches, lists, facets of one thing."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.claims import claim
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.frame import Frame
from nlp.query import (
    POLICY_KINDS,
    TABLE_KINDS,
    TABLE_SCOPES,
    About,
    Facet,
    InDivisions,
    Kind,
    Operation,
    Scope,
    Selection,
)
from nlp.resolution import resolve_words
from nlp.rules.asked import EACH, FACETS, PLURAL, Outcome, facets, is_asked, members, named_selection
from nlp.selecting import scope, selection
from nlp.subjects import found_together, is_about_a_field, subjects
from nlp.unread import asks_a_detail, strange_name, unfound
from nlp.vocabulary import vocabulary

_MEANING = re.compile(
    r"(?:とは(?:何|なに|なん|どう)?|(?:って|は|というのは|という言葉は)\s*(?:何の略|何(?![%割倍件円課番つ個億万千本回])|なに|なん(?!ぼ)|どういう(?:意味|こと))|"
    r"、?どういう(?:意味|こと)(?:です|なの|だ|か)|の?(?:意味|定義|読み方)|を説明)(?:意味|こと|です|の|か|や|なの|だ|を教えて|って|は)*[^ぁ-んァ-ヶ一-鿿]*(?:教えて.*)?$"
)


def define(frame: Frame) -> Outcome:
    if frame.projects or frame.divisions or frame.scan.words:
        return None
    meaning = _MEANING.search(frame.text)
    if meaning is None and not frame.has("ask.define"):
        return None
    # «再掲と付いた行があるが、どういう意味か»: the term is said in a clause before.
    before = meaning is not None and not meaning.group().startswith("、")
    term = vocabulary().term(frame.text[: meaning.start()] if meaning else frame.text, last=before)
    return Draft(Operation.DEFINE, Selection(), term=term, facets=()) if term else None


def parts(frame: Frame) -> Outcome:
    if frame.has("flag.breakdown") or not (
        frame.has("ask.parts", "ask.cause") or _what_is_in(frame) or _UNDER.search(frame.text)
    ):
        return None
    found = named_selection(frame)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    operation = Operation.CAUSE if frame.has("ask.cause") else Operation.PARTS
    return Draft(operation, found)


_UNDER = re.compile(r"の下(?:に(?:ある|並ぶ|並んで|書かれ|載)|の)[^。]{0,8}(?:項目|取組|取り組み|行|もの)")
"""«…の下にある項目» of the outline."""


def _what_is_in(frame: Frame) -> bool:
    """«特別会計には何がありますか»."""
    only_accounts = bool(frame.accounts) and not (frame.divisions or frame.projects or frame.scan.words)
    return only_accounts and bool(re.search(r"(?:何|なに|どんなの|どれ)が(?:あ|入|含)", frame.text))


_WHICH_DIVISION = re.compile(r"どこの?課|どの課|何課|なに課|担当(?:課)?(?:は|どこ)")


_HOW_MUCH = re.compile(r"いくら|なんぼ|何円|おいくら|どのくらい|どれくらい")
_OF_WHICH = re.compile(r"(?:主要)?(?:事業|施策|項目|課|もの)|、(?=.*(?:事業|項目))")


def _asks_whether(frame: Frame) -> bool:
    """«…がある?»; «内訳のある事業» says which."""
    said = frame.scan.all("ask.exists")
    return any(
        not (_OF_WHICH.match(frame.text, span.end) or _SAYS_WHICH.match(frame.text, span.end))
        or "ask.list" in span.concepts
        for span in said
    )


_SAYS_WHICH = re.compile(r"(?:て(?:い)?)?る(?:[一-鿿]{1,8}|[ァ-ヶー]{2,})の")
"""«その下に載ってる氷河期の人の助成は»."""


def exists(frame: Frame) -> Outcome:
    """«…の事業ある？», «…とかやってる？»: is there a project of this kind."""
    if not _asks_whether(frame) or frame.has("ask.amount", "ask.extent") or scope(frame) is Scope.OUTLINE:
        return None
    if scope(frame) is Scope.LISTINGS:
        return None  # «再掲も込みで全部»: its rows
    if frame.has("agg.sum") and _HOW_MUCH.search(frame.text):
        return None  # «全部でいくら用意してあんの»
    if Facet.DIVISION in facets(frame) and _WHICH_DIVISION.search(frame.text):
        return None
    asked = [concept for concept in FACETS if concept != "ask.describe" and frame.has(concept)]
    if any(is_asked(frame, concept) for concept in asked) and not frame.topic:
        return None
    if _asked_of_it(frame):
        return None
    if not frame.topic and (said := unfound(frame)):
        return Unknown(said)
    if not frame.topic and not frame.project_conditions():
        return None
    if not frame.topic and not frame.speaks_of_projects and (frame.divisions or scope(frame) in TABLE_SCOPES):
        return None
    return Draft(Operation.EXISTS, _searched(frame), facets=(Facet.NAME,), partial_words=True)


_OF_IT = frozenset({"noun.budget", "ask.who", "ask.describe", "ask.category", "ask.number"})
_WHAT_IT_DOES = re.compile(r"中身|なかみ|内容|概要|説明|詳し|くわし")


def _asked_of_it(frame: Frame) -> bool:
    """«…の事業あるべ、…。予算額わがる?», «…あったよね。どういう内容?»: that there is one is taken for granted."""
    there = frame.scan.all("ask.exists")
    after = [span for span in frame.scan.spans if span.start >= there[-1].end and _OF_IT.intersection(span.concepts)]
    told = any("ask.who" not in span.concepts or is_asked(frame, "ask.who") for span in after)
    done = frame.text[there[-1].start : there[-1].end].startswith("や") and _WHAT_IT_DOES.search(frame.text)
    return (told or bool(done)) and isinstance(subjects(frame), tuple)


def _searched(frame: Frame) -> Selection:
    """Projects that have the words; where none has them all, and nothing else narrows, those that fit best."""
    frame = _without_aims(frame)
    rows = selection(frame, Scope.PROJECTS)
    if all(isinstance(condition, About) for condition in rows.conditions) and (named := found_together(frame)):
        return Selection(Scope.NAMED, named)
    return rows


_FEW = 8
"""Projects that a search can show at once."""


def _without_aims(frame: Frame) -> Frame:
    """«商店街の活性化に関する事業»: an aim that no name of them has parts none of the few projects of its object.

    The reply says that the word was not found of all of them.
    """
    words = frame.resolution
    said = (*words.words, *words.dropped)
    objects = [word for word in said if len(word.in_texts) <= _FEW and (word.in_names or not word.verbal)]
    rows = frozenset[int]().union(*(word.in_texts for word in objects))
    aims = [word for word in said if word.verbal and word not in objects and not word.near_names & rows]
    named = all(word.in_names for word in objects)
    aims = [word for word in aims if (named and not word.near_names) or len(word.in_texts) > len(rows)]
    if words.any_of or len(objects) != 1 or len(objects) + len(aims) != len(said):
        return frame
    narrowed = resolve_words(frame.text, tuple(objects))
    return replace(frame, resolution=replace(narrowed, unknown=words.unknown))


def _among_accounts(frame: Frame, wanted: Scope) -> bool:
    """«1億円以上の特別会計», «課と特別会計の一覧»: rows of that account, not the account."""
    asks = frame.has("ask.list", "ask.all", "ask.which") or bool(frame.bounded_amounts)
    return wanted in {Scope.TABLE, Scope.SPECIAL_ACCOUNTS} and len(frame.accounts) == 1 and asks


_BUDGETS = re.compile(r"課の(?:当初)?予算額?(?:は|って)?[?。]*")
"""«課の予算», where none was spoken of: those of the divisions."""
_OF_PROJECTS = frozenset({Scope.PROJECTS, Scope.LISTINGS, Scope.BREAKDOWNS})


def listing(frame: Frame) -> Outcome:
    """Projects, divisions or outline entries that meet conditions."""
    wanted = scope(frame)
    if wanted is None or (frame.projects and not frame.has("flag.in_name")):
        return None
    if frame.nodes and frame.has("ask.name") and not frame.speaks_of_projects and "事業名" not in frame.text:
        return None
    alone = not frame.context.queries and not frame.assumed
    if wanted is Scope.DIVISIONS and alone and _BUDGETS.fullmatch(frame.text.strip()):
        return Draft(Operation.LIST, selection(frame, wanted), facets=(Facet.NAME, Facet.AMOUNT))
    asks = frame.has(*PLURAL)
    conditions = frame.project_conditions()
    if wanted in _OF_PROJECTS:
        made = _project_listing(frame, asks=asks, conditioned=bool(conditions) or wanted is not Scope.PROJECTS)
        if isinstance(made, Draft) and made.operation is Operation.LIST and made.selection:
            return replace(made, selection=replace(made.selection, scope=wanted))
        return made
    if wanted is Scope.OUTLINE:
        asks = asks or frame.has("noun.thing", "noun.project", "ask.exists")
        whole = frame.has("ask.all", "ask.list") or not frame.has("ask.amount")  # «金額を全部»
        if not (frame.has("flag.partial") or frame.categories or asks) or frame.outlines or not whole:
            return None
    elif (
        frame.divisions
        or (frame.accounts and not _among_accounts(frame, wanted))
        or not (asks or wanted in {Scope.ACCOUNTS, Scope.POLICY} or frame.bounded_amounts or frame.extra)
    ):
        return None
    asked = facets(frame, Facet.NAME)
    if wanted is Scope.DIVISIONS and Facet.DIVISION in asked and not selection(frame, wanted).conditions:
        return None  # «担当は何課»: of what was spoken of, not all of them
    return Draft(Operation.LIST, selection(frame, wanted), facets=asked)


_BARE_LIST = 8
"""Characters: «主要事業» alone asks for all of them; a longer text says something more."""


def _project_listing(frame: Frame, *, asks: bool, conditioned: bool) -> Outcome:
    narrowed = bool(
        frame.divisions or frame.categories or frame.not_categories or frame.nodes or frame.bounded_amounts
        or frame.has("flag.joint", "flag.relisted", "flag.in_name") or frame.named(Kind.DIVISION, negated=True)
        or frame.extra
    )  # fmt: skip
    singular = frame.has("ask.amount", "ask.who", "ask.describe", "ask.category", "ask.extent") or (
        frame.has("noun.budget") and not asks and (not frame.has("noun.project") or _one_described(frame))
    )
    if not frame.topic and (said := unfound(frame)):
        return Unknown(said) if narrowed or asks else None
    if (
        not conditioned
        and singular
        and not frame.has("ask.list", "ask.all", "ask.which")
        and not frame.has("ask.amount")
    ):
        return None  # «何をする事業?»: of what was spoken of
    if not conditioned and (strange := strange_name(frame)):
        return Unknown(strange)
    if not conditioned and not (asks or frame.has("ask.tell", "flag.breakdown")) and len(frame.text) > _BARE_LIST:
        return None
    plural = frame.has("ask.all") or (
        frame.has("noun.project") and (frame.has("ask.list") or is_about_a_field(frame)) and not frame.has("ask.amount")
    )
    if frame.topic and not narrowed and (singular or _one_described(frame)) and not plural:
        return None
    if not narrowed and not frame.topic and not (asks or frame.has("noun.project")):
        return None
    if not frame.speaks_of_projects and not narrowed and frame.topic and not asks:
        return None
    asked = facets(frame, Facet.NAME)
    if frame.has("ask.amount") and not frame.has("ask.name", "ask.list", "ask.all", "ask.which") and narrowed:
        return Draft(Operation.SUM, selection(frame, Scope.PROJECTS))
    if not conditioned and not (asks or frame.speaks_of_projects):
        return None
    if asked != (Facet.NAME,) and Facet.DIVISION not in asked:
        asked = tuple(dict.fromkeys((Facet.NAME, *asked)))
    counted = claim(frame, presupposed=True, counting=True)
    return Draft(
        Operation.LIST,
        selection(frame, Scope.PROJECTS),
        facets=asked,
        claim=counted,
        partial_words=frame.topic is not None,
    )


def _one_described(frame: Frame) -> bool:
    """The words describe one project and nothing asks for several."""
    if frame.has("ask.list", "ask.all", "ask.exists") or (frame.has("noun.project") and not frame.has("noun.budget")):
        return False
    return isinstance(subjects(frame), tuple)


_UNDER_WHICH = re.compile(r"どの事業|何という事業|なんて事業|なんていう事業|どれの(?:中|下)")
"""Of a line under a project: the project."""


def show(frame: Frame) -> Outcome:
    """What is asked about the things named: amount, division, summary, category …"""
    found = named_selection(frame)
    if isinstance(found, Ambiguous) and frame.topic and frame.has("ask.name") and _FIELD.search(frame.text):
        # «「慶應」絡み：事業名・額»: whatever is about it, by name
        asked = tuple(dict.fromkeys((Facet.NAME, *facets(frame))))
        return Draft(Operation.LIST, selection(frame, Scope.PROJECTS), facets=asked)
    if isinstance(found, Ambiguous) and frame.topic and not _asks_a_figure(frame):
        if frame.has("ask.name", "ask.which"):
            return Draft(Operation.LIST, selection(frame, Scope.PROJECTS), facets=(Facet.NAME,))
        if is_about_a_field(frame):
            return Draft(Operation.EXISTS, _searched(frame), facets=(Facet.NAME,), partial_words=True)
    if isinstance(found, Ambiguous):
        found = _agreeing(frame, found)
    if isinstance(found, Unknown) and frame.topic and not _asks_a_figure(frame):
        # «IoTを入れたいんだよね うちの工場»: no question, but something can be found for it.
        return Draft(Operation.EXISTS, _searched(frame), facets=(Facet.NAME,), partial_words=True)
    if isinstance(found, (Ambiguous, Unknown)):
        return found
    if found and len(found.subjects) == 1 and EACH.search(frame.text):
        found = replace(found, subjects=members(frame, found.subjects))
    default: tuple[Facet, ...] = (Facet.AMOUNT,)
    if found and frame.has("flag.joint") and all(n.kind is Kind.PROJECT for n in found.subjects):
        default = (Facet.DIVISION,)
    bare = not frame.has("ask.amount", "noun.budget", "ask.extent") and not frame.timing.periods
    if found and bare and default == (Facet.AMOUNT,) and all(n.kind is Kind.PROJECT for n in found.subjects):
        default = (Facet.NAME, Facet.AMOUNT, Facet.SUMMARY)
    asked = facets(frame, *default)
    if found and all(n.kind is Kind.BREAKDOWN for n in found.subjects) and _UNDER_WHICH.search(frame.text):
        asked = tuple(Facet.PARENT if facet is Facet.NAME else facet for facet in asked)
        asked = asked if Facet.PARENT in asked else (*asked, Facet.PARENT)
    if found and len(found.subjects) > 1 and _SAME_DIVISION.search(frame.text):
        asked = (Facet.DIVISION,)
    if found and all(n.kind in TABLE_KINDS for n in found.subjects) and not frame.has("ask.source"):
        if (Facet.DIVISION in asked or Facet.SUMMARY in asked) and not (
            frame.has("noun.budget", "noun.department", "ask.amount", "agg.sum") or frame.scan.periods
        ):
            return _division_projects(found)
        asked = (Facet.AMOUNT,)
    if found and frame.has("ask.name") and all(n.kind in POLICY_KINDS for n in found.subjects):
        return Draft(Operation.SHOW, replace(found, subjects=frame.nodes), facets=(Facet.NAME,))
    if found and any(n.kind in {Kind.PILLAR, Kind.PART, Kind.SECTION} for n in found.subjects):
        return Draft(Operation.SUM, selection(frame, Scope.PROJECTS))
    if found and Facet.AMOUNT in asked and asks_a_detail(frame, found.subjects):
        # «新規融資枠はいくら»: said in the summary; the project's amount is not its amount.
        asked = (Facet.NAME, Facet.SUMMARY)
    return Draft(Operation.SHOW, found, facets=asked)


_FIELD = re.compile(r"(?:関連|関係|絡み|がらみ|からみ|系|向け|に関する|に係る|に関わる)")
_SAME_DIVISION = re.compile(r"(?:同じ|おんなじ|おなじ|一緒の|いっしょの|別の|違う|べつの)課")
_FEW = 5


def _agreeing(frame: Frame, found: Ambiguous) -> Selection | Ambiguous:
    """Candidates that are all run by the same divisions, where only that is asked: no need to choose."""
    if facets(frame) != (Facet.DIVISION,) or len(found.candidates) > _FEW:
        return found
    entries = [entry for named in found.candidates if (entry := frame.lexicon.entry(named))]
    same = len({entry.divisions for entry in entries}) == 1 and bool(entries[0].divisions)
    return Selection(Scope.NAMED, found.candidates) if same else found


def _asks_a_figure(frame: Frame) -> bool:
    return frame.has("ask.amount", "noun.budget", "ask.extent") or any(frame.has(c) for c in FACETS if c != "ask.name")


def _division_projects(found: Selection) -> Draft:
    """«雇用対策課って何をしている課?»: its main projects."""
    divisions = tuple(n for n in found.subjects if n.kind is Kind.DIVISION)
    if not divisions:
        return Draft(Operation.PARTS, found)
    rows = Selection(Scope.PROJECTS, (), (InDivisions(divisions),))
    return Draft(Operation.LIST, rows, facets=(Facet.NAME,))
