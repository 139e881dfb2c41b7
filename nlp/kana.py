"""Whole stretches of kana written out: «しゅようじぎょうのごうけい» → «主要事業の合計»."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nlp.lexicon import Lexicon
from nlp.normalize import hiragana
from nlp.topics import Topics
from nlp.vocabulary import READINGS, spoken_surfaces
from nlp.words import inside

_RUN = re.compile(r"[ぁ-ゖァ-ヶー]{2,}")
_AFTER_WRITTEN = re.compile(r"[0-9円万億千%件一-鿿々]")
_KANJI = re.compile(r"[一-鿿々]")
_ONE_SCRIPT = re.compile(r"[ぁ-ゖ]+ー*|[ァ-ヶー]+")
_STRETCHES = 2
_SHORTEST = 3
"""Kana of a word; shorter ones are endings or particles."""
_LONGEST = 24
_FIELD, _SPOKEN, _DOCUMENT = 100, 101, 102
"""What a piece costs: as few as can be, and of equally many the field's words before ordinary speech before words of
the document («のうち» is no 農地)."""
_MOST_KANA = 80
"""Characters of a stretch: longer ones are prose."""


@dataclass(frozen=True, slots=True)
class _Written:
    """How the field's words are written, by their kana."""

    words: dict[str, str]
    endings: dict[str, str]
    particles: frozenset[str]


@lru_cache(maxsize=1)
def _written() -> _Written:
    table = tomllib.loads(files("nlp").joinpath("spoken_kana.toml").read_text("utf-8"))
    readings: dict[str, str] = tomllib.loads(files("nlp").joinpath(READINGS).read_text("utf-8"))["readings"]
    spelled: dict[str, str] = {}
    for surface, reading in readings.items():
        # Of several that sound the same, the one with the most kanji: that is how a budget writes it.
        if _kanji(surface) > _kanji(spelled.get(reading, "")):
            spelled[reading] = surface
    return _Written(spelled | table["words"], table["endings"], frozenset(table["particles"]["list"]))


def _kanji(text: str) -> int:
    return sum("一" <= letter <= "鿿" for letter in text)


def written_out(text: str, lexicon: Lexicon, topics: Topics) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text with each stretch of kana that is nothing but known words and particles written as a budget writes it,
    and what was taken for what. A stretch that has anything else in it, or that the document writes so, is left alone.
    """
    pieces, taken, position = [], [], 0
    runs = list(_RUN.finditer(text))
    named = [(hit.start, hit.end) for hit in lexicon.names(text) if hit.literal] if runs else []
    for match in runs:
        run = match.group()
        if len(run) > _MOST_KANA or topics.occurs(run) or inside(match.start(), match.end(), named):
            continue
        before = text[match.start() - 1] if match.start() else ""
        found = _covered(hiragana(run), lexicon, before) or _by_script(run, lexicon, before)
        if found is not None and found not in {run, hiragana(run)}:
            pieces.append(text[position : match.start()] + found)
            taken.append((run, found))
            position = match.end()
    return "".join(pieces) + text[position:], tuple(taken)


def _by_script(run: str, lexicon: Lexicon, before: str) -> str | None:
    """The run with those of its stretches of one script written out that can be: «ラボのたんとう»."""
    stretches = _ONE_SCRIPT.findall(run)
    if len(stretches) < _STRETCHES:
        return None
    said = ""
    for stretch in stretches:
        written = _covered(hiragana(stretch), lexicon, said[-1:] or before)
        said += stretch if written is None else written
    return said


def _of_document(piece: str, lexicon: Lexicon) -> str | None:
    """A word of the document; one kanji is too little to be told from speech («でしょう» has no 小)."""
    word = lexicon.spelled(piece) if len(piece) >= _SHORTEST else None
    return word if word and (len(word) > 1 or len(piece) > _SHORTEST) else None


_ADJECTIVE = re.compile(r"[多高大少小低安長短重]")
"""«多いか» is no 以下."""


def _covered(run: str, lexicon: Lexicon, before: str) -> str | None:
    """The run in as few pieces as cover it; None where nothing does, or only ordinary speech.

    Args:
        run: in hiragana.
        lexicon: the document's words.
        before: the character before it: after a kanji a run begins with the rest of a word («行きたい») or a particle.
    """
    written, spoken = _written(), spoken_surfaces()
    after_written, after_kanji = bool(_AFTER_WRITTEN.match(before)), bool(_KANJI.match(before))
    inflects = bool(_ADJECTIVE.match(before))
    # Best way to reach each position: its cost, words among the pieces, what is written, whether the last is a word.
    best: list[tuple[int, int, str, bool] | None] = [(0, 0, "", after_written), *([None] * len(run))]
    for start in range(len(run)):
        here = best[start]
        if here is None:
            continue
        cost, words, said, word_before = here
        for end in range(start + 1, min(len(run), start + _LONGEST) + 1):
            piece = run[start:end]
            particle = piece in written.particles and (start or after_written)
            ways = (
                (written.words.get(piece), _FIELD, True),
                (written.endings.get(piece) if word_before and (start or not inflects) else None, _FIELD, True),
                (piece if particle else None, _FIELD, False),
                (piece if piece in spoken else None, _SPOKEN, False),
                (_of_document(piece, lexicon) if start or not after_kanji else None, _DOCUMENT, True),
            )
            for taken, price, is_word in ways:
                known = best[end]
                if taken is not None and (known is None or cost + price < known[0]):
                    best[end] = (cost + price, words + is_word, said + taken, is_word)
    whole = best[len(run)]
    return whole[2] if whole is not None and whole[1] else None
