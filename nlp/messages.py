"""Several questions in one message: where one ends and the next begins, and their readings as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from nlp.memory import remember
from nlp.query import Operation
from nlp.reading import Context, Reading, Understood
from nlp.scan import Scan
from nlp.vocabulary import vocabulary

Read = Callable[[str, Context], Reading]
"""Reads one question with what was said before it."""
Scanned = Callable[[str], Scan]
"""What a piece says."""

_ENDS = re.compile(r"[?。!\n]+(?!\s*それとも)")
_AND = re.compile(
    r"(?:、|,|\s|と)*(?:それから|それと(?!も)|あと(?=[、はの ]|[一-鿿ァ-ヶ])|そのあと|ついでに|あわせて、"
    r"|併せて、|加えて、|また、|(?:(?<=いくら|なんぼ)|(?<=いくらの予算|なんぼの予算))で、"
    r"(?=[^。?]{0,40}(?:増|減|ふえ|へっ|上が|下が|どう)))(?:、|,|\s|は)*"
)
_JOIN = re.compile(
    r"(?:予算額?|件数|事業数|合計額?|平均額?|増減額|増減率|担当課|概要|内容)と(?!な[っるりら]|して|いう)(?=[^と]{2,}の[^と]+)"
)
_ASKED_NOUNS = ("予算", "件数", "合計", "平均", "増減額", "増減率", "担当", "概要", "内容")
_OPENS = ("ask.", "agg.", "op.", "rank.", "move.", "by.")
_NOTHING = frozenset({"ask.tell", "ask.polar", "ask.confirm", "ask.all"})
_NOUNS = frozenset({"noun.budget", "noun.project", "cat.new", "cat.expanded", "cat.continued"})
_APART = ("op.difference", "op.compare", "op.ratio", "op.share", "ref.both", "neg.except", "neg.not")
_TOPIC = re.compile(r"(?:は|も|のは|って|だと|では)[?\s]*$")
_FORM = re.compile(r"(?:で|に|を|順|から|まで|けど|ので|のに|とか)[\s、,]*$")
"""«率で», «大きい順に»: how the question before it is meant, and none of its own."""
_EXISTS = re.compile(r"(?:ある|あります|あるの|ありますか|ございますか)\s*$")
_WHICH_THEN = re.compile(r"[\s、]*(?:それは)?(?:どれ|どの事業|どの課|どこ|何|なに)(?:です|でしょう|なん|なの)?か?[\s]*")
"""«1億円以上の事業ある？どれ»: whether there is one is answered with which."""
_MOST = 4
_LONGEST = 120
"""Characters; longer messages tell a story, and its last question is what they ask."""


def questions(text: str, scanned: Scanned) -> tuple[str, ...]:
    """The questions of a folded message, in order; one where it asks once.

    Sentences that ask nothing (a greeting, what it is about) go with none of them.

    Args:
        text: folded.
        scanned: what a piece says.
    """
    if len(text) > _LONGEST:
        return (text,)
    pieces = [piece for sentence in _ENDS.split(text) for piece in _AND.split(sentence) if piece.strip(" 、,")]
    if len(pieces) == 1:
        pieces = _joined(text)
    if len(pieces) == 1 or any(_NARROWS.search(piece) for piece in pieces[1:]):
        return (text,)
    asking = tuple(
        piece.strip(" 、,")
        for index, piece in enumerate(pieces)
        if _asks(piece, scanned) and not (index and _WHICH_THEN.fullmatch(piece) and _EXISTS.search(pieces[index - 1]))
    )
    return asking if 1 < len(asking) <= _MOST else (text,)


def _joined(text: str) -> list[str]:
    """«雇用対策課の予算と貿易振興課の新規事業»: two questions in one sentence, unless the two are held together."""
    match = _JOIN.search(text)
    if match is None:
        return [text]
    concepts = {concept for hit in vocabulary().hits(text) for concept in hit.concepts}
    if concepts.intersection(_APART):
        return [text]
    first, second = text[: match.end() - 1], text[match.end() :]
    same = any(noun in first and noun in second for noun in _ASKED_NOUNS)
    return [text] if same else [first, second]


def _asks(piece: str, scanned: Scanned) -> bool:
    if _FORM.search(piece):
        return False
    if _GUESSES.search(piece):
        return False
    tells = _TELLS.search(piece)
    if _TOPIC.search(piece) and not tells:
        return True
    said = scanned(piece)
    spans = [span for span in said.spans if span.concepts and not _NOTHING.issuperset(span.concepts)]
    if tells and not any("ask.tell" in span.concepts and span.start >= tells.start() - 2 for span in said.spans):
        # «離転職者向けの訓練があるって聞いて»: a story asks nothing, whatever words it has.
        spans = [span for span in spans if not _TOLD.issuperset(span.concepts)]
        return any(concept.startswith(_OPENS) for span in spans for concept in span.concepts)
    return any(c.startswith(_OPENS) or c in _NOUNS for span in spans for c in span.concepts)


_TELLS = re.compile(
    r"(?:て(?:い)?(?:さ|ね|る|た|ます|まし[たて])?|[てで]しまっ[てた]|ちゃっ[てた]|[てた]し|[たる]の|(?:たい|ほしい|かも|らしい|みたい)(?:で|の|な|です|だ)?"
    r"|(?:んだ|です|ます|だ|る|た)?(?:けれど|けど|から|もん|もの)|[てた]って|るって|かもって|べ|じゃん|よな?)[、。w笑\s]*$"
)
"""How a sentence ends that tells something."""
_GUESSES = re.compile(r"(?:そう|っぽい)(?:だ|です)?(?:な|ね|よ)?[。w笑\s]*$")
_NARROWS = re.compile(r"の(?:ぶん|分|もの|やつ|とこ(?:ろ)?)(?:だけ|のみ|に限)|(?:数え|カウントし|含め|入れ)ないで")
"""«…の事業。中小企業振興課のぶんだけ頼む»: it says which of those."""
_TOLD = frozenset({"ask.exists", "noun.project", "noun.budget", "ask.confirm", "ask.polar", "noun.thing", "ref.it"})


def read_each(text: str, pieces: Sequence[str], context: Context, read: Read) -> Reading | None:
    """The questions read one after the other, each with what the ones before it were about; None unless all are."""
    readings: list[Reading] = []
    for piece in pieces:
        reading = read(piece, context)
        outcome = reading.outcome
        if not isinstance(outcome, Understood) or "department" in outcome.inherited:
            return None
        if outcome.inherited and readings and _finds_its_rows(readings[-1]):
            return None  # «一番小さい課は？額も»: what was found is not known before it is answered
        readings.append(reading)
        context = remember(context, reading, ())
    return as_one(text, readings)


def _finds_its_rows(reading: Reading) -> bool:
    """Which rows the question is about, only its answer tells."""
    outcome = reading.outcome
    found = {Operation.RANK, Operation.COMPARE}
    return isinstance(outcome, Understood) and outcome.queries[-1].operation in found


def as_one(text: str, readings: Sequence[Reading]) -> Reading:
    """Readings of one message as one; where one of them was not understood, that."""
    if len(readings) == 1:
        return replace(readings[0], question=text)
    failed = next((reading for reading in readings if not isinstance(reading.outcome, Understood)), None)
    if failed is not None:
        return replace(failed, question=text)
    understood = [reading.outcome for reading in readings if isinstance(reading.outcome, Understood)]
    return Reading(
        text,
        "。".join(reading.folded for reading in readings),
        Understood(
            tuple(dict.fromkeys(query for each in understood for query in each.queries)),
            tuple(dict.fromkeys(took for each in understood for took in each.took)),
            understood[0].inherited,
        ),
        tuple(token for reading in readings for token in reading.tokens),
        tuple(mention for reading in readings for mention in reading.mentions),
        tuple(rule for reading in readings for rule in reading.rules),
        tuple(word for reading in readings for word in reading.unread),
        parts=tuple(readings),
    )
