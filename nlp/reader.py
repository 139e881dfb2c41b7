"""The steps from a question's text to its typed query, each visible in the reading."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.asides import asks_of_a_budget, without_aside, without_preamble
from nlp.carried import Carried
from nlp.casual import plain
from nlp.catalogue import Catalogue
from nlp.conservation import lost
from nlp.corrections import bounded, numbered, shared, uncorrected, without_rejected
from nlp.decimals import without_decimals
from nlp.dialogue import REPLACING, carry
from nlp.draft import Ambiguous, Draft, Unknown
from nlp.english import in_japanese
from nlp.frame import Frame
from nlp.heard import asks_nothing, passed_over, unheard
from nlp.introductions import introduced
from nlp.lexicon import Lexicon
from nlp.memory import remember
from nlp.messages import as_one, questions, read_each
from nlp.moves import moved_against_periods, speaks_of_change
from nlp.nested import nested
from nlp.normalize import fold, is_only_marks
from nlp.notation import in_words
from nlp.offers import choices_for, examples_for, narrowed, near_choices, near_choices_for_division, pick
from nlp.pasted import pasted, unpasted
from nlp.phrases import rephrased
from nlp.phrases.places import asks_of_the_outline
from nlp.queries import queries_of
from nlp.query import OF_WORDS, Kind, Named, Operation, Query, Scope, Selection
from nlp.reading import (
    AskBack,
    Choice,
    Context,
    Decline,
    Outcome,
    Reading,
    Refusal,
    Social,
    Talk,
    Unclear,
    Understood,
)
from nlp.refusals import refusal, talk, unknown_organisation, without_words
from nlp.resolution import is_generic, resolve_words
from nlp.retracted import without_last
from nlp.retried import asked_again, before, told
from nlp.rules import apply
from nlp.said import half_a_pair, leans
from nlp.scan import Scan, scan
from nlp.spellings import Spellings, spellings
from nlp.spoken import in_plain_words
from nlp.subjects import said_subjects
from nlp.synonyms import general_synonyms
from nlp.timing import is_base, timing
from nlp.together import points_at_several
from nlp.tokens import MAX_BYTES
from nlp.took import described_names, words_left_out
from nlp.topics import Topics
from nlp.unread import left_negation, strange_name, unread_words
from nlp.vocabulary import vocabulary
from nlp.windows import windows
from nlp.wishes import in_its_words, wishes_of

_WRITTEN = re.compile(r"..*[ァ-ヶ一-鿿]|[ァ-ヶ一-鿿].")
"""Kana alone may be a shattered phrase."""
_LONG = 30
"""Characters; what is longer tells more than it asks."""
_MOST_CHOICES = 4
_OWN_DIVISION = re.compile(r"(?:当|貴|弊|本|自)課|(?:うち|わが|我が|自分|私|わたし|俺|おれ|僕)(?:たち|ら)?の?課")
"""«当課の予算»: whose, nobody but the asker knows."""
_POINTS = re.compile(r"(?:あれ|それ|これ)(?:の|って|は|に|、)|(?:^|[。、])(?:あの|その)")


NOTHING_YET = Context()
"""The context of a conversation's first turn."""


class Reader:
    """Reads questions about one document. Holds its lexicon; every reading is a pure function of its arguments."""

    def __init__(self, catalogue: Catalogue, known: Spellings | None = None) -> None:
        """Args:
        catalogue: the document's names.
        known: its spellings, where they were kept; else they are worked out.
        """
        self.catalogue = catalogue
        found = known or spellings(catalogue)
        self._lexicon = Lexicon(catalogue, found)
        self._topics = Topics(self._lexicon, found, (*general_synonyms(), *catalogue.synonyms))
        self._wishes = wishes_of(self._topics.occurs)

    def read(self, text: str, context: Context = NOTHING_YET) -> Reading:
        """One turn of a conversation.

        Args:
            text: as typed, of any length and content.
            context: what the conversation remembers.
        """
        if len(text.encode("utf-8", "replace")) > MAX_BYTES // 3:
            return Reading(text, "", Decline(Refusal.TOO_LONG))
        folded = self._folded(text)
        if is_only_marks(folded):
            return Reading(text, folded, Decline(Refusal.EMPTY))
        rest, before_it = without_last(folded, context)
        rest = introduced(rest, self._says_of_what)
        if rest != folded:
            return replace(self.read(rest, before_it), question=text)
        chosen = pick(folded, context.choices)
        if chosen is not None:
            return as_one(text, [self.read(question) for question in chosen.questions])
        readings = pasted(fold(text), self.catalogue.document)
        if len(readings) > 1 and (read := read_each(text, readings, context, self._by_itself)):
            return read
        several = questions(self._lexicon.without_marks(folded), lambda piece: self._scanned(piece, piece))
        if len(several) > 1 and (read := read_each(text, several, context, self._question)):
            return read
        return self._of_folded(text, folded, context)

    def _folded(self, text: str) -> str:
        folded = plain(unpasted(fold(text).strip(), self.catalogue.document))
        return in_words(self._lexicon.in_general_words(folded), self.catalogue.periods)

    def _by_itself(self, text: str, _: Context) -> Reading:
        """One question of a reading, which says all that it asks."""
        return self._question(text, NOTHING_YET)

    def _question(self, text: str, context: Context) -> Reading:
        """One question of a message."""
        return self._of_folded(text, self._folded(text), context)

    def _of_folded(self, text: str, folded: str, context: Context) -> Reading:
        """Args:
        text: as typed.
        folded: the same, folded and in general words.
        context: of the conversation.
        """
        if context.queries or context.adrift:
            folded = shared(bounded(numbered(uncorrected(folded), context), context), context)
        folded = self._lexicon.without_marks(without_decimals(folded))
        written = in_plain_words(in_japanese(folded))
        written = in_its_words(written, self._wishes)
        if context.stopped and (again := asked_again(self._scanned(written, written), context.stopped)):
            retried = self._question(again, before(context, context.stopped))
            if isinstance(retried.outcome, Understood):
                return told(retried, text)
        written = without_preamble(written, lambda piece: self._scanned(piece, piece))
        readings = (
            self._read(text, window, context, asking) for window, asking in windows(written, self._says_of_what)
        )
        first = next(readings)
        if isinstance(first.outcome, (Understood, Talk)):
            return first
        if meant := narrowed(first.outcome, context.choices):
            return told(self.read(meant.question), text)
        if isinstance(first.outcome, Decline) and (rest := self._beside(written, first.outcome)):
            readings = (
                self._read(text, window, context, asking) for window, asking in windows(rest, self._says_of_what)
            )
        # What the asking sentence leaves open, those before it may have said: «短大に行きたいって。そこの予算は?»
        return next((wider for wider in readings if isinstance(wider.outcome, Understood)), first)

    def _beside(self, text: str, refused: Decline) -> str | None:
        """What a refused message asks beside what no budget answers, if it does."""
        rest = without_aside(text, refused, self._says_of_what)
        return rest if rest and asks_of_a_budget(self._scanned(rest, rest)) else None

    def frames(self, reading: Reading, context: Context = NOTHING_YET) -> tuple[Frame, ...]:
        """What the rules looked at for each question of a reading that came to them, in order.

        Args:
            reading: of this reader.
            context: what it was read with.
        """
        found = []
        for part in reading.parts or (reading,):
            scanned = self._scanned(part.folded, part.folded[part.asking_from :])
            found.append(rephrased(self._frame(scanned, context))[0])
            context = remember(context, part, ())
        return tuple(found)

    def _scanned(self, folded: str, asking: str) -> Scan:
        outline = asks_of_the_outline(folded)
        scanned = scan(folded, self._lexicon, self._topics, vocabulary(), outline=outline)
        return scanned.asking_from(len(scanned.text) - len(asking)) if asking != folded else scanned

    def _read(self, text: str, folded: str, context: Context, asking: str) -> Reading:
        """Args:
        text: as typed.
        folded: the sentences to read.
        context: of the conversation.
        asking: the end of them that asks; what goes before says of what, and asks nothing.
        """
        scanned = self._scanned(folded, asking)
        if (rest := without_rejected(scanned)) is not None:
            return self._read(text, rest, context, rest)
        outcome, rules, unread = self._outcome(scanned, context)
        return Reading(
            text,
            scanned.text,
            outcome,
            tuple(f"{t.surface}/{t.pos}/{t.reading}" for t in scanned.tokens),
            scanned.mentions(),
            rules,
            unread,
            max(0, len(scanned.text) - len(asking)),
        )

    def _says_of_what(self, sentence: str) -> bool:
        scanned = scan(sentence, self._lexicon, self._topics, vocabulary())
        pieces = [piece for word in scanned.words for piece in (word, *word.parts)]
        return bool(scanned.names) or any(piece.known and not is_generic(piece.surface) for piece in pieces)

    def _outcome(self, scanned: Scan, context: Context) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
        social = talk(scanned.text)
        if social and (social.kind in {Social.GREETING, Social.THANKS, Social.RESET} or not _speaks_of_budget(scanned)):
            return social, (f"talk.{social.kind}",), ()
        frame = self._frame(scanned, context)
        declined = refusal(scanned)
        if declined and not _is_a_topic(declined, scanned):
            return self._refused(declined, frame), (f"refuse.{declined.why}",), ()
        organisation = unknown_organisation(scanned, self.catalogue.document.government)
        if organisation:
            return self._unknown_organisation(organisation), ("unknown_organisation",), (organisation,)
        if within := nested(frame):
            head, tail = within
            first = Choice(head, f"{head}は?")
            return Decline(Refusal.UNREAD_WORDS, (f"{head}の{tail}",), None, (first,), adrift=True), ("nested",), ()
        frame, phrases = rephrased(frame)
        outcome, rules, unread = self._of_frame(frame)
        return outcome, (*phrases, *rules), unread

    def _of_frame(self, frame: Frame) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
        rule, made = apply(frame)
        draft = made if isinstance(made, Draft) else None
        case, leaning = carry(frame, draft)
        if leaning is not None:
            return self._leaning(frame, leaning, (rule, case)[not rule :])
        if points_at_several(frame):
            return self._which(AskBack(Unclear.NO_SUBJECT), frame), (rule or "none", "incomplete"), ()
        if isinstance(made, Ambiguous):
            choices = choices_for(made.candidates, frame)
            return AskBack(Unclear.SEVERAL_NAMES, choices, (made.said,)), (rule, "ambiguous"), ()
        if isinstance(made, Unknown):
            return self._unknown(made, frame), (rule, "unknown"), (made.said,)
        spoken = frame.context.adrift or bool(frame.context.queries)
        if draft is None or not _complete(draft) or (spoken and leans(frame, draft)) or half_a_pair(frame, draft):
            return self._incomplete(frame, draft), (rule or "none", "incomplete"), ()
        if missed := passed_over(frame, draft):
            return Decline(Refusal.UNREAD_WORDS, missed, adrift=True), (rule, "unread"), missed
        return self._understood(frame, Carried(draft, ()), (rule,), unread_words(frame, draft))

    def _leaning(
        self, frame: Frame, leaning: Carried | AskBack, rules: tuple[str, ...]
    ) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
        """A turn completed from the conversation, unless it says something that was not heard."""
        adrift, whole = rules[-1] in REPLACING, isinstance(leaning, Carried) and not leaning.inherited
        if not whole:
            strange = tuple(w.surface for w in frame.resolution.unknown if _WRITTEN.search(w.surface))
            if strange and not frame.topic and len(frame.text) <= _LONG:
                return Decline(Refusal.UNREAD_WORDS, strange, adrift=adrift), (*rules[:-1], "unread"), strange
            if name := strange_name(frame, "noun.project", "noun.division"):
                return Decline(Refusal.UNKNOWN_NAME, (name,), adrift=True), (*rules[:-1], "unknown"), (name,)
            placed = leaning.placed if isinstance(leaning, Carried) else ()
            missed = unheard(frame, placed)
            if isinstance(leaning, Carried):
                missed = (*missed, *left_negation(frame.without(placed) if placed else frame, leaning.draft))
            if missed:
                return Decline(Refusal.UNREAD_WORDS, missed, adrift=adrift), (*rules[:-1], "unread"), missed
        if isinstance(leaning, AskBack):
            return self._which(leaning, frame), rules, ()
        return self._understood(frame, leaning, rules, ())

    def _frame(self, scanned: Scan, context: Context) -> Frame:
        scanned = moved_against_periods(scanned)
        last = context.queries[-1].period if context.queries else None
        times_of_another = scanned.has("op.ratio") and any(is_base(scanned.text, p) for p in scanned.periods)
        compared = speaks_of_change(scanned) or times_of_another
        times = timing(scanned.text, scanned.periods, self.catalogue, about_change=compared, last=last)
        resolution = resolve_words(scanned.text, scanned.words)
        return Frame(scanned, self._lexicon, self._topics, times, resolution, context)

    def _understood(
        self, frame: Frame, carried: Carried, rules: tuple[str, ...], unread: tuple[str, ...]
    ) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
        asked = (carried, *carried.beside)
        queries = tuple(query for each in asked for query in queries_of(frame, each))
        missing = next((p for q in queries for p in (q.period, q.base) if p and p not in self.catalogue.periods), None)
        if missing:
            # A year the document lacks changes nothing of what is spoken of.
            about = () if carried.inherited else queries
            return Decline(Refusal.OTHER_YEAR, (), missing, near_choices(queries[0]), about), rules, unread
        if unread:
            near = near_choices(queries[0])
            return Decline(Refusal.UNREAD_WORDS, unread, None, near, adrift=True), rules, unread
        if forgotten := lost(frame.without(carried.placed) if carried.placed else frame, queries):
            near = near_choices(queries[0])
            return Decline(Refusal.UNREAD_WORDS, forgotten, None, near, adrift=True), (*rules, "lost"), forgotten
        took = tuple(dict.fromkeys((*frame.scan.took(), *described_names(frame, queries[0]))))
        return Understood(queries, took, carried.inherited), rules, words_left_out(frame, queries)

    def _refused(self, declined: Decline, frame: Frame) -> Decline:
        """What it was about is spoken of from now on, though it was not answered; or what came before still is."""
        found = said_subjects(without_words(frame, declined.words))
        if isinstance(found, tuple):
            selection = Selection(Scope.NAMED, found)
            return replace(declined, about=(Query(Operation.SHOW, self.catalogue.default_period, selection),))
        # «ラーメンの予算は»: what was refused is the subject itself.
        of_its_own = declined.why is Refusal.OUT_OF_SCOPE and _speaks_of_budget(frame.scan)
        return declined if found is None and not of_its_own else replace(declined, adrift=True)

    def _which(self, asked: AskBack, frame: Frame) -> AskBack:
        """Of which of the things spoken of, or of what at all."""
        offered_before = tuple(choice.named for choice in frame.context.choices if choice.named)
        spoken_of = tuple(n for n in frame.context.subjects if n.kind in {Kind.PROJECT, Kind.DIVISION})
        candidates = offered_before or spoken_of[:_MOST_CHOICES]
        if asked.choices or candidates:
            return asked if asked.choices else replace(asked, choices=choices_for(candidates, frame))
        return replace(asked, choices=examples_for((frame.department, *_examples(self._lexicon)), frame))

    def _unknown_organisation(self, said: str) -> Outcome:
        organisation = said.endswith(("課", "室"))
        near = near_choices_for_division(self._lexicon, said) if organisation else ()
        why = Refusal.UNKNOWN_NAME if organisation else Refusal.OTHER_ORGANISATION
        return Decline(why, (said,), None, near, adrift=True)

    def _unknown(self, made: Unknown, frame: Frame) -> Outcome:
        if made.near:
            return AskBack(Unclear.NEAR_NAME, choices_for(made.near, frame), (made.said,))
        why = Refusal.UNKNOWN_TOPIC if frame.has("ask.exists", "noun.project") else Refusal.UNKNOWN_NAME
        return Decline(why, (made.said,), adrift=True)

    def _incomplete(self, frame: Frame, draft: Draft | None) -> Outcome:
        if frame.context.queries and asks_nothing(frame):
            return Decline(Refusal.NOT_UNDERSTOOD, adrift=bool(unheard(frame)))
        timed = bool(frame.timing.periods) or frame.timing.base is not None
        told = _speaks_of_budget(frame.scan) or timed or frame.about_change
        if frame.context.choices and not frame.scan.words:
            return self._which(AskBack(Unclear.NO_SUBJECT), frame)
        if not frame.context.queries and not told:
            return Decline(Refusal.NOT_UNDERSTOOD, adrift=True)
        bare_budget = (
            (frame.has("noun.budget") or bool(frame.timing.periods))
            and not (frame.has("ref.it", "noun.project") or _POINTS.search(frame.text))
            and not (frame.scan.words or "事業費" in frame.text)
        )
        of_divisions = frame.has("noun.division", "by.division") and not frame.says_department
        spoken_of = frame.context.queries or frame.context.adrift or frame.has("ref.it")
        own = _OWN_DIVISION.search(frame.text)
        bare = (bare_budget or frame.about_change) and not (spoken_of or of_divisions or own)
        if draft and draft.operation is Operation.SHOW and bare:
            whole = replace(draft, selection=Selection(Scope.NAMED, (frame.department,)))
            missed = tuple(dict.fromkeys((*unread_words(frame, whole), *passed_over(frame, whole))))
            return self._understood(frame, Carried(whole, ("department",)), (), missed)[0]
        return self._which(AskBack(Unclear.NO_SUBJECT), frame)


def _examples(lexicon: Lexicon) -> tuple[Named, ...]:
    return tuple(entry.named for entry in lexicon.of_kind(Kind.DIVISION)[:3])


def _speaks_of_budget(scanned: Scan) -> bool:
    return (
        bool(scanned.names)
        or any(word.known for word in scanned.words)
        or scanned.has("noun.budget", "noun.project", "ask.amount", "noun.division", "noun.account")
    )


def _complete(draft: Draft) -> bool:
    if draft.operation in OF_WORDS:
        return True
    rows = draft.selection
    return rows is not None and (bool(rows.subjects) or rows.scope is not Scope.NAMED)


def _is_a_topic(declined: Decline, scanned: Scan) -> bool:
    """What sounds like small talk may be what the document is about."""
    return declined.why is Refusal.OUT_OF_SCOPE and any(
        word.known and declined.words[0] in word.surface for word in scanned.words
    )
