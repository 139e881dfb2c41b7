"""What a question said that its reading would ignore: answering would be answering another question."""

from __future__ import annotations

import re

from nlp.draft import Draft
from nlp.elsewhere import is_of_another, is_told_before, outside_the_question
from nlp.frame import Frame
from nlp.negation import describing_negations
from nlp.normalize import fold
from nlp.numbers import NumberKind
from nlp.query import OF_WORDS, About, Category, Except, Facet, Kind, Named, Operation, Scope
from nlp.relisted import leaves_relisted_out
from nlp.resolution import is_generic
from nlp.tokens import Token
from nlp.topics import Word
from nlp.unread_order import unread_order

_CATEGORIES = frozenset(category.value for category in Category)
_LONG_TALK = 45
_MOVED_EITHER_WAY = re.compile(r"(?:以上|超(?:えて)?|以下|未満)(?P<way>動い|変動し|変わっ|変化し|増減し)")
"""«10億円以上動いた課»: up or down, and a range of changes is of one way."""
_BESIDE_A_RANK = re.compile(
    r"(?:[1-9]|[一二三])つ(?:だけ)?(?:上|下|手前)(?=の|は|に|で|って|を|[?。\s]|$)|ひとつ(?:上|下|手前)"
)
"""«一番安い課の一つ上»: the next to it."""
_NEARLY = re.compile(r"ほぼ|ほとんど|殆ど|あまり|大して|たいして|そんなに")
"""«ほぼ変わっていない» is not «変わっていない»."""
_BOUND_OF_NUMBER = re.compile(r"(?:番)?(?:より|以降|以上|以下|以前|以内|未満|を超|超|から後|から前|から先)")
"""«50番より後の事業»: which projects, and nobody reads it."""
_OF_A_DETAIL = re.compile(r"(?:枠|上限|単価)$")
_OF_AN_AMOUNT = 1
"""Characters: «5億円を下回|らない» was read with its amount."""
_MEANT = frozenset({"名詞", "形状詞", "形容詞", "連体詞"})


def unread_words(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """Content words of a short question that neither named a row nor narrowed the rows.

    A search («…の事業ある?») may leave words out, and says so; a figure may not.
    """
    if numbers := _unread_numbers(frame, draft):
        return numbers
    if (letters := _COLUMNS.search(frame.text)) and draft.operation not in OF_WORDS:
        return (letters.group(),)
    if operand := _unread_operand(frame):
        return operand
    if frame.bounded_amounts and (either := _MOVED_EITHER_WAY.search(frame.text)) and not frame.divisions:
        return (either["way"],)
    if beside := _BESIDE_A_RANK.search(frame.text):
        return (beside.group(),)
    if frame.has("move.flat") and (nearly := _NEARLY.search(frame.text)):
        return (nearly.group(),)
    for number in frame.scan.numbers(NumberKind.PROJECT):
        if bound := _BOUND_OF_NUMBER.match(frame.text, number.end):
            return (frame.text[number.start : bound.end()],)
    if everything := _everything_but(frame, draft):
        return everything
    if adjectives := unread_order(frame, draft):
        return adjectives
    if said := tuple(word.surface for word in frame.scan.words if word.surface in _CATEGORIES):
        return said  # next to something that hid it: «拡充充足»
    words = [word for word in frame.scan.words if not _is_of_the_document(word, frame)]
    words = [word for word in words if len(word.surface) > 1 or not word.surface.isascii()]
    if elsewhere := tuple(word.surface for word in words if is_of_another(frame, word)):
        return elsewhere
    if left := left_negation(frame, draft):
        return left
    if not words or draft.partial_words or len(frame.text) > _LONG_TALK or draft.operation in OF_WORDS:
        return ()
    rows = draft.selection
    if rows is not None and rows.subjects and _described(frame, draft):
        if strangers := _mostly_strangers(frame, draft):
            return strangers
        return outside_the_question(frame, words) or tuple(
            word.surface for word in words if _heads_what_is_asked(frame, word)
        )
    if strangers := tuple(word.surface for word in words if _is_a_stranger(frame, word)):
        return strangers
    read = {word.surface for word in frame.resolution.words} if _uses_topic(draft) else set()
    named = _own_words(frame, rows.subjects if rows else ())
    return tuple(
        word.surface
        for word in words
        if word.surface not in read
        and not is_generic(word.surface)
        and not _parts_read(word, read)
        and not _is_said_of(word, named)
        and not _is_said_of(word, _own_words(frame, frame.nodes))
        and not (rows and _in_text(frame, word, rows.subjects) and _may_tell(frame, word, draft))
        and (_tells_rows_apart(word) or _is_asked_about(frame, word))
    )


def _may_tell(frame: Frame, word: Word, draft: Draft) -> bool:
    """A word of the subject's text beside its name: it tells which, unless a figure of its own is asked for."""
    names = [span.start for span in frame.scan.names if len(span.names) == 1]
    return (
        Facet.AMOUNT not in draft.facets
        or (bool(names) and word.end <= names[0])
        or (bool(names) and is_told_before(frame, word))
    )


def _tells_rows_apart(word: Word) -> bool:
    """The document has the word: it would have narrowed the rows."""
    return word.known or any(part.known and not is_generic(part.surface) for part in word.parts)


_CLAUSES = re.compile(r"[、,。?!\n]|けど|ので|んだが|ですが|ますが")
_SPEAKS = ("noun.", "ask.", "agg.", "op.", "rank.", "move.", "cat.", "flag.", "by.")


def _is_a_stranger(frame: Frame, word: Word) -> bool:
    """A noun nobody knows, in a clause that names a row or asks something of it: «予算の人件費分», «奇数番号の事業».

    In a clause of its own it is the asker's story: «漢字ばっかでわからん».
    """
    if not _is_unknown_noun(word) or _REST_OF_A_NAME.fullmatch(word.surface):
        return False
    if word.surface.isascii() and frame.scan.names:
        return False  # «the promotion division (…課)»
    ends = [match.start() for match in _CLAUSES.finditer(frame.text)]
    start = max((end for end in ends if end < word.start), default=-1)
    end = min((end for end in ends if end >= word.end), default=len(frame.text))
    return any(
        start <= span.start < end and (span.names or any(c.startswith(_SPEAKS) for c in span.concepts))
        for span in frame.scan.spans
    )


_REST_OF_A_NAME = re.compile(r"[事業費等]+")
"""What a slip of the finger leaves of «…事業費»."""


_RELATIONS = frozenset({"以上", "以下", "未満", "超過"})


def _is_unknown_noun(word: Word) -> bool:
    """Nothing of it is the document's, and it is said of no action; «男女別» is a noun whatever its suffix."""
    if word.surface in _RELATIONS:
        return False  # «課の平均以下»: the claim read it, or the check of what was lost tells
    suffixed = bool(word.parts) and not word.surface.endswith(word.parts[-1].surface)
    done = word.verbal and not suffixed
    known = word.known or any(part.known for part in word.parts)
    written = len(word.surface) > 1 and not _HIRAGANA.fullmatch(word.surface)  # kana may be a shattered phrase
    return not known and not done and written and not is_generic(word.surface)


def _mostly_strangers(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """«新型コロナの影響を受けた企業への緊急支援はいくら»: as much that is unknown as is known, and nothing names it."""
    found = frame.resolution
    if frame.scan.names or draft.operation is not Operation.SHOW or not frame.has("ask.amount"):
        return ()
    known = [word for word in (*found.words, *found.dropped) if not is_generic(word.surface)]
    strangers = tuple(word.surface for word in found.unknown if _is_unknown_noun(word))
    telling = any(len(word.surface) > _SHORT for word in known)
    return strangers if len(strangers) >= len(known) and not telling else ()


_SHORT = 2
_HIRAGANA = re.compile(r"[ぁ-ゖー]+")
_PART_OF_IT = re.compile(
    r"(?:の[一-鿿ァ-ヶー]{1,4})?の?(?:分|ぶん|部分)(?:だけ|のみ)?(?:の予算|の額)?(?:は|って|で|が|を|[?。\s]|$)"
)
_ITS = re.compile(r"(?:の|における)\s*$")
_ASKED_OF = re.compile(r"(?:の|に|は|って|が|を|も|だけで?|には)?、?\s*$")
_AMOUNT_ASKED = frozenset({"noun.budget", "ask.amount", "ask.extent"})


def _heads_what_is_asked(frame: Frame, word: Word) -> bool:
    """«アンテナショップの家賃いくら»: of a thing the words describe, a part that the document does not tell of."""
    if not _is_unknown_noun(word):
        return False
    if _PART_OF_IT.match(frame.text, word.end):
        return True  # «…の予算、東京の店の分は?»
    if not _ITS.search(frame.text[: word.start]):
        return False
    return any(
        span.start >= word.end
        and _AMOUNT_ASKED.intersection(span.concepts)
        and _ASKED_OF.fullmatch(frame.text, word.end, span.start)
        for span in frame.scan.spans
    )


_OF_WHAT = re.compile(
    r"\s*(?:の|に関する|に関わる|に係る|関連の?|関係の?|向けの?|系の?|用の?|への|に対する|な)?"
    r"(?:とこ(?:ろ)?の|部分の|分の|やつの|関連の)?\s*"
)
_ASKED = frozenset({"noun.budget", "noun.project", "noun.division", "ask.amount", "agg.sum", "noun.account"})
_COLUMNS = re.compile(r"(?<![a-z0-9])[a-z]\s*[-+÷×/]\s*[a-z](?![a-z0-9])")
"""«a-c»: columns by their letters, which nobody reads."""
_OPERATOR_AFTER = re.compile(r"\s*[-+÷×=&](?![-+])")
_OPERATOR_BEFORE = re.compile(r"[-+÷×=&]\s*$")
_WHOSE_WHAT = re.compile(r"(?:の|における)?\s*")


def _is_asked_about(frame: Frame, word: Word) -> bool:
    """An unknown word that stands where a name would: «ラーメンの予算», «雇用対策課のラーメン».

    Elsewhere it is the asker's own story («漢字ばっかで…»), or a verb's noun («措置されて»), and narrows nothing.
    """
    if _OPERATOR_AFTER.match(frame.text, word.end) or _OPERATOR_BEFORE.search(frame.text[: word.start]):
        return True  # «工技振+未知課»
    if word.verbal and not frame.text.startswith("の", word.end):
        return False
    gap = _OF_WHAT.match(frame.text, word.end)
    after = gap.end() if gap else word.end
    if any(span.start in {word.end, after} and _ASKED.intersection(span.concepts) for span in frame.scan.spans):
        return True
    return any(_WHOSE_WHAT.fullmatch(frame.text, span.end, word.start) for span in frame.scan.names)


def _unread_operand(frame: Frame) -> tuple[str, ...]:
    """«雇対+ほげほげ»: what stands beside a sign and nobody read."""
    taken = [(span.start, span.end) for span in frame.scan.spans]
    taken += [(word.start, word.end) for word in frame.scan.words]
    for sign in _SIGN.finditer(frame.text):
        after = next((t for t in frame.scan.tokens if t.start == sign.end() and t.pos not in _JOINING), None)
        if after and not any(s < after.end and after.start < e for s, e in taken):
            return (after.surface,)
    return ()


_JOINING = frozenset({"助詞", "助動詞", "補助記号", "空白"})
_SIGN = re.compile(r"(?<=\S)\s*[+÷×]\s*(?=[^\s\d+])")


def _everything_but(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """«予算が同じ事業ある?»: a list of everything is no answer to a question that said something more."""
    rows = draft.selection
    all_projects = rows is not None and rows.scope is Scope.PROJECTS and not rows.conditions and rows.order is None
    if draft.operation not in {Operation.LIST, Operation.EXISTS} or not all_projects:
        return ()
    taken = [(span.start, span.end) for span in frame.scan.spans]
    left = (t for t in frame.scan.tokens if t.pos in _MEANT and len(t.surface) > 1)
    return tuple(t.surface for t in left if not any(s < t.end and t.start < e for s, e in taken))[:2]


_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_MEASURED = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?=倍|割|%|億|万円|千円)")
"""In long talk a stray number may be the asker's own; one that measures something is not."""


def _unread_numbers(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """Digits nothing took: «予算0の事業» is not all projects."""
    if draft.operation in {*OF_WORDS, Operation.CHECK} or draft.partial_words:
        return ()
    digits = _NUMBER if len(frame.text) <= _LONG_TALK else _MEASURED
    taken = [(span.start, span.end) for span in frame.scan.spans]
    taken += [(word.start, word.end) for word in frame.scan.words]
    found = digits.finditer(frame.text)
    return tuple(m.group() for m in found if not any(start < m.end() and m.start() < end for start, end in taken))


_ROWS = re.compile(r"(?:主要)?事業|課|会計|特別会計|もの|やつ|戦略|柱")


def left_negation(frame: Frame, draft: Draft) -> tuple[str, ...]:
    """A negation that no condition took up: what was excluded would be counted."""
    as_done = frame.has("flag.relisted") or leaves_relisted_out(frame.text)
    # «じゃなくて、…» corrects what was said before.
    spans = [] if as_done else [span for span in frame.scan.all("neg.except", "neg.not") if span.start]
    rows = [each for each in (draft.selection, draft.other) if each]
    taken = any(isinstance(c, Except) or getattr(c, "negated", False) for each in rows for c in each.conditions)
    # A difference takes something off: «これを除くと課の予算は».
    if draft.operation in {Operation.CHECK, Operation.WHY, Operation.DIFFERENCE, *OF_WORDS}:
        return ()
    unseen = [
        token
        for token in describing_negations(frame.scan.tokens)
        if not any(span.start <= token.start and token.end <= span.end for span in frame.scan.spans)
        and not any(span.amount and 0 <= token.start - span.end <= _OF_AN_AMOUNT for span in frame.scan.spans)
    ]
    if draft.partial_words:
        # «後継者がいない会社の支援» is searched for; «拡充事業が1件もない課» says which rows.
        unseen = [token for token in unseen if _ROWS.match(frame.text, token.end)]
    if unseen and len(frame.text) <= _LONG_TALK:
        return (_verb_before(frame, unseen[0]),)
    if not spans or taken or draft.operation is Operation.EXISTS or len(frame.text) > _LONG_TALK:
        return ()
    return tuple(frame.text[span.start : span.end] for span in spans[:1])


def _verb_before(frame: Frame, negation: Token) -> str:
    """The negated verb from its beginning, for telling what was not understood."""
    before = [t for t in frame.scan.tokens if t.end <= negation.start and t.pos in {"動詞", "名詞", "形容詞"}]
    strong = [t for t in before if t.detail != "非自立可能"] or before
    return frame.text[strong[-1].start : negation.end] if strong else negation.surface


def asks_a_detail(frame: Frame, subjects: tuple[Named, ...]) -> bool:
    """A word beside a project's name that its summary has and its name has not: a part of it is asked about."""
    literal = {span.names[0]: span.end for span in frame.scan.names if len(span.names) == 1}
    if len(subjects) != 1 or subjects[0].kind is not Kind.PROJECT:
        return False
    if subjects[0] not in literal:
        return any(
            _OF_A_DETAIL.search(word.surface) and (word.known or any(part.known for part in word.parts))
            for word in frame.scan.words
        )
    entry = frame.lexicon.entry(subjects[0])
    names = _own_words(frame, subjects)
    # «総合支庁に地域コーディネーターを置くやつ»: what comes before the name says which, not a part of it.
    return entry is not None and any(
        word.known
        and word.start >= literal[subjects[0]]
        and not is_told_before(frame, word)
        and not _is_said_of(word, names)
        and not is_generic(word.surface)
        and word.surface in fold(entry.text)
        for word in frame.scan.words
    )


def unfound(frame: Frame) -> str:
    """The words a search is for and the document lacks; not what only says how it is said («ご提示», «措置»)."""
    # Of a question in English that names its subject, the rest is English: «the promotion division (…課)».
    words = [word for word in frame.scan.words if not (word.surface.isascii() and frame.scan.names)]
    said = [word for word in words if word.known or not word.verbal]
    # «在宅勤務の支援»: what any project may have is not what is missing.
    return "".join(
        word.surface for word in (words if said and all(is_generic(word.surface) for word in said) else said)
    )


def strange_name(frame: Frame, *kinds: str) -> str | None:
    """What stands right before «事業» unread: «ほげほげ事業» is a name nobody knows, not all projects.

    Args:
        frame: the question.
        kinds: concepts that it may be the name of one of; a project's where none is given.
    """
    taken = [(span.start, span.end) for span in frame.scan.spans]
    taken += [(word.start, word.end) for word in frame.scan.words if word.known]
    for span in frame.scan.all(*kinds or ("noun.project",)):
        before = [t for t in frame.scan.tokens if t.end == span.start]
        for token in before:
            free = not any(start < token.end and token.start < end for start, end in taken)
            if free and token.pos in {"名詞", "副詞", "形状詞", "感動詞"} and len(token.surface) > 1:
                return token.surface + frame.text[span.start : span.end]
    return None


def _in_text(frame: Frame, word: Word, subjects: tuple[Named, ...]) -> bool:
    entries = [entry for named in subjects if (entry := frame.lexicon.entry(named))]
    return any(word.surface in fold(entry.text) for entry in entries)


def _own_words(frame: Frame, subjects: tuple[Named, ...]) -> str:
    entries = [entry for named in subjects if (entry := frame.lexicon.entry(named))]
    return fold("\n".join(name for entry in entries for name in (entry.named.name, *entry.aliases)))


def _is_said_of(word: Word, names: str) -> bool:
    """The word is part of the subject's own name: «若者定着奨学金返還支援事業費»."""
    return any(spelling.removesuffix("分") in names for spelling in word.spellings)


def _is_of_the_document(word: Word, frame: Frame) -> bool:
    """The government's or department's own name restricts nothing."""
    document = frame.lexicon.catalogue.document
    names = fold(f"{document.government} {document.department} {document.title}")
    return word.surface in names


def _described(frame: Frame, draft: Draft) -> bool:
    """The words themselves named the subject."""
    literal = {span.names[0] for span in frame.scan.names if len(span.names) == 1}
    named = [n for rows in (draft.selection, draft.other) if rows for n in rows.subjects]
    return any(n.kind is Kind.PROJECT and n not in literal and n not in frame.projects for n in named)


def _uses_topic(draft: Draft) -> bool:
    return draft.selection is not None and any(isinstance(c, About) for c in draft.selection.conditions)


def _parts_read(word: Word, read: set[str]) -> bool:
    return bool(word.parts) and all(part.surface in read or not part.known for part in word.parts)
