"""Words of the document spelled otherwise — in kana, half in kana, with a homophone — become its own spelling."""

from __future__ import annotations

import re

from nlp.kana import written_out
from nlp.lexicon import Lexicon
from nlp.slips import without_slips
from nlp.tokens import Token, tokenize
from nlp.topics import Topics
from nlp.vocabulary import IDLE, Vocabulary

_KANJI = re.compile(r"[一-鿿々]")
_HALF_KANA = re.compile(r"(?=.*[一-鿿々])(?=.*[ぁ-ゖ]).+")
_LONGEST_RUN = 4
"""Morphemes a word of the document may be shattered into."""
_SHORTEST = 3
"""Kana of a reading; shorter ones hide in other words."""
_SHORT = 3
Repairs = tuple[tuple[str, str], ...]


def repair(
    text: str, lexicon: Lexicon, topics: Topics, vocabulary: Vocabulary
) -> tuple[str, Repairs, tuple[Token, ...]]:
    """The text with the document's spellings, what was taken for what, and the text's morphemes.

    Args:
        text: folded question.
        lexicon, topics: the document's names and words.
        vocabulary: ordinary speech, which is left as it is.
    """
    text, filled = _filled_in(_as_divisions(_unlengthened(text, vocabulary), lexicon), lexicon)
    text = _as_printed(text, topics)
    text, spelled = written_out(text, lexicon, topics)
    text, slips = without_slips(text, lexicon)
    text, in_kana = _from_kana(_with_phrases(text, lexicon, topics), lexicon, topics, vocabulary)
    if in_kana or spelled:
        text, late = _filled_in(_as_divisions(text, lexicon), lexicon)
        filled = (*filled, *late)
    tokens = tokenize(text)
    text, by_sound = _from_sound(text, tokens, lexicon, topics, vocabulary)
    return text, (*filled, *spelled, *slips, *in_kana, *by_sound), tokenize(text) if by_sound else tokens


_LENGTHENED = re.compile(r"(?<=[ぁ-ゖ])[ー~]+(?=[ぁ-ゖ])")


def _unlengthened(text: str, vocabulary: Vocabulary) -> str:
    """Ordinary speech drawled out: «ぜーんぶ». Names keep their long vowels: «くらすたー»."""
    for match in reversed(list(_LENGTHENED.finditer(text))):
        shorter = text[: match.start()] + text[match.end() :]
        if any(hit.start < match.start() < hit.end for hit in vocabulary.hits(shorter)):
            text = shorter
    return text


_SAME_SOUND = str.maketrans("づぢ", "ずじ")
_COST_BY_SOUND = re.compile(r"(?<=事業)[非比日火被](?=$|[はのをがもって、?\s])")


def _as_printed(text: str, topics: Topics) -> str:
    """«ものずくり» as the document writes it, ものづくり; 費 where another character of its sound was taken."""
    for noun in topics.kana:
        heard = noun.translate(_SAME_SOUND)
        if heard != noun:
            text = text.replace(heard, noun)
    return _COST_BY_SOUND.sub("費", text)


_ITS_DIVISION = re.compile(r"(?P<head>[一-鿿ァ-ヶ・]{2,})の課(?![一-鿿])")


_ANOTHER_BEFORE = ("と", "や", "、", ",", "・")


def _as_divisions(text: str, lexicon: Lexicon) -> str:
    """«工業戦略の課» is the division that «工業戦略課» names; «雇用と貿易の課» are two."""
    for match in reversed(list(_ITS_DIVISION.finditer(text))):
        head = match["head"]
        if text[: match.start()].endswith(_ANOTHER_BEFORE):
            continue
        if any(lexicon.is_division(f"{head[start:]}課") for start in range(len(head) - 1)):
            text = text[: match.end("head")] + text[match.end() - 1 :]
    return text


_SOMETHING = re.compile(
    r"(?:(?P<head>[一-鿿々ァ-ヶー・]{2,})(?:の|だか)?)?"
    r"(?:なんちゃら|なんたら|(?:なん|何)とか(?!し[たてよろま]|す[るれん]|なら|なり|なる|なん|でき|出来)|ほにゃらら|うんたら|かんたら|うんぬん|[〇○◯]{2,})"
    r"(?:かんたら|うんたら)?(?:っていう|って|の)?(?P<tail>[一-鿿々ァ-ヶー]*)"
)


_TELLING_TAIL = 3
"""Characters: «なんとか政策課» may be told by its end, «なんとか課» not."""


def _filled_in(text: str, lexicon: Lexicon) -> tuple[str, Repairs]:
    """«工業戦略なんちゃら課»: a name half remembered, where only one begins and ends so."""
    repaired = []
    for match in reversed(list(_SOMETHING.finditer(text))):
        if not match["head"] and len(match["tail"]) < _TELLING_TAIL:
            continue
        found = lexicon.beginning_and_ending(match["head"] or "", match["tail"])
        if len(found) == 1:
            text = text[: match.start()] + found[0] + text[match.end() :]
            repaired.append((match.group(), found[0]))
    return text, tuple(reversed(repaired))


def _with_phrases(text: str, lexicon: Lexicon, topics: Topics) -> str:
    """«女の人» is written «女性»."""
    for phrase, word in topics.phrases.items():
        if phrase in text and not any(
            hit.literal and phrase in text[hit.start : hit.end] for hit in lexicon.names(text)
        ):
            text = text.replace(phrase, word)
    return text


def _from_kana(text: str, lexicon: Lexicon, topics: Topics, vocabulary: Vocabulary) -> tuple[str, Repairs]:
    """Stretches of kana or Latin letters that spell a word, unless they are ordinary speech."""
    hits = [*lexicon.kana(text), *lexicon.romaji(text)]
    if not hits:
        return text, ()
    named = [(hit.start, hit.end) for hit in lexicon.names(text) if hit.literal]
    hits = sorted(
        (
            h
            for h in hits
            if not any(start <= h.start and h.end <= end for start, end in named)
            and not topics.occurs(text[h.start : h.end])
            # «医りょう»: a short stretch after a kanji is the rest of its word.
            and not (
                h.end - h.start <= _SHORT
                and h.start
                and _KANJI.match(text[h.start - 1])
                and not topics.occurs(text[max(0, h.start - 2) : h.start] + h.word)  # «企業ゆうち»
            )
        ),
        key=lambda hit: hit.start,
    )
    spoken = [(hit.start, hit.end) for hit in vocabulary.hits(text) if hit.end - hit.start > 2]
    pieces, repaired, position = [], [], 0
    for hit in hits:
        if any(start <= hit.start < end and end - start >= hit.end - hit.start for start, end in spoken):
            continue
        pieces.append(text[position : hit.start] + hit.word)
        repaired.append((text[hit.start : hit.end], hit.word))
        position = hit.end
    return _ROMAJI_DIVISION.sub(r"\1\2課", "".join(pieces) + text[position:]), tuple(repaired)


_ROMAJI_DIVISION = re.compile(r"([一-鿿]+)[ -]([一-鿿]+)[ -]?ka\b")
"""«boeki shinko ka», its words already in the document's spelling."""


def _from_sound(
    text: str, tokens: tuple[Token, ...], lexicon: Lexicon, topics: Topics, vocabulary: Vocabulary
) -> tuple[str, Repairs]:
    """Runs of morphemes that sound like a word of the document: «医りょう» for 医療, «貿易新興課» for 貿易振興課."""
    readings = [token.reading for token in tokens]
    pieces, repaired, position, index = [], [], 0, 0
    while index < len(tokens):
        # Most morphemes begin nothing that sounds like a word: what is said around them need not be looked at.
        alike = _sounding_like(text, tokens, readings, index, lexicon, topics)
        length, word = _apart_from_speech(text, tokens, index, alike, topics, vocabulary) if alike else (0, "")
        if not length:
            index += 1
            continue
        start, end = tokens[index].start, tokens[index + length - 1].end
        pieces.append(text[position:start] + word)
        repaired.append((text[start:end], word))
        position, index = end, index + length
    return "".join(pieces) + text[position:], tuple(repaired)


def _sounding_like(
    text: str, tokens: tuple[Token, ...], readings: list[str], index: int, lexicon: Lexicon, topics: Topics
) -> list[tuple[int, str]]:
    """How many morphemes from here sound like a word written otherwise, and the word; the longest such run first."""
    first = tokens[index]
    if not first.is_content or first.pos in {"動詞", "形容詞", "感動詞"}:
        return []
    found = []
    for length in range(min(_LONGEST_RUN, len(tokens) - index), 0, -1):
        word = lexicon.spelled("".join(readings[index : index + length]))
        if word is None:
            continue
        said = text[first.start : tokens[index + length - 1].end]
        if word != said and len(said) > 1 and not topics.occurs(said):
            found.append((length, word))
    return found


def _apart_from_speech(
    text: str,
    tokens: tuple[Token, ...],
    index: int,
    alike: list[tuple[int, str]],
    topics: Topics,
    vocabulary: Vocabulary,
) -> tuple[int, str]:
    """The first of the runs that is a slip of its word; (0, "") where none is.

    Not what is said without weight, nor what touches a word that asks: «何倍お金» spells no バイオ.
    """
    hits = [hit for hit in vocabulary.hits(text) if hit.end - hit.start > 1]
    start = tokens[index].start
    for length, word in alike:
        end = tokens[index + length - 1].end
        if any(
            hit.start <= start and end <= hit.end if hit.concepts == (IDLE,) else hit.start < end and start < hit.end
            for hit in hits
        ):
            continue
        if _HALF_KANA.fullmatch(text, start, end) or _fits_its_neighbour(text, start, end, word, topics):
            return length, word
    return 0, ""


def _fits_its_neighbour(text: str, start: int, end: int, word: str, topics: Topics) -> bool:
    """A homophone is a slip only where the word it stands for, with what stands beside it, is the document's."""
    if not _KANJI.match(text[start]):
        return False
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    beside = [before + word] * (len(before) > 1 and bool(_KANJI.match(before[-1])))
    beside += [word + after] * (len(after) > 1 and bool(_KANJI.match(after[0])))
    return any(topics.occurs(joined) for joined in beside)
