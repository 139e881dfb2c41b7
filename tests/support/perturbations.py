"""Ways people type the same question, drawn from a seeded generator: a text in, texts out that ask the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from random import Random

import jaconv
import yaml

SAMPLES = Path(__file__).parent.parent / "perturbations" / "samples.yaml"
SEED = 20200201
Said = Callable[[int, str], str]
"""Which particle it is, counted from 0, and the particle: what stands in its place."""
_KEYS = {"ask", "kana", "order", "stem", "ends", "name"}
_PARTICLE = re.compile(r"\[(.+?)\]")
_KATAKANA = re.compile(r"[ァ-ヴー]{3,}")
_WORD = re.compile(r"[一-鿿]{2,}")
_END = re.compile(r"[。？?！!、]+$")

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "amount": (
        "はいくらですか",
        "はおいくらでしょうか",
        "はいくら？",
        "を教えてください",
        "をお願いします",
        "を教えていただけますか",
        "っていくらなの",
        "をご教示願います",
        "が知りたいです",
        "、いくらになりますか",
    ),
    "rate": ("は何％ですか", "は何パーセントでしょうか", "を教えてください", "って何％？", "をお示しください", "は？"),
    "list": (
        "を教えてください",
        "を挙げてください",
        "をお示しください",
        "の一覧をお願いします",
        "を全部教えて",
        "を見せて",
        "って何？",
        "を知りたいのですが",
    ),
    "count": (
        "は何件ですか",
        "は何件でしょうか",
        "って何件？",
        "は何件あるか教えてください",
        "の件数は",
        "って何件あるの",
    ),
    "place": ("はどこですか", "はどこでしょうか", "はどこ？", "を教えてください", "ってどこなの", "はどこになりますか"),
    "which": ("は何ですか", "は何でしょうか", "はどれですか", "を教えてください", "ってどれ？", "は？"),
    "telling": (
        "を教えてください",
        "は何ですか",
        "をお願いします",
        "って何？",
        "をご教示ください",
        "を教えていただけますか",
    ),
}
_FILLERS = (
    "えっと、",
    "えーと ",
    "あの、",
    "あのー、",
    "すみません、",
    "すいません、ちょっと聞きたいんですが、",
    "お世話になっております。",
    "ねえ、",
    "ちなみに",
    "では、",
    "そういえば、",
    "お忙しいところ恐れ入ります。",
)
_AFTERTHOUGHTS = ("お願いします。", "急ぎです。", "よろしくお願いします！", "すみません。")
_EMOJI = ("🙏", "😊", "🤔", "✨", "🙇‍♂️", "💦", "‼️", "👀")
_CHAT_SIGNS = ("^^", "m(_ _)m", "笑", "（笑）", "ww", "(^^;", "♪", "orz")
_PUNCTUATION = ("", "？", "?", "。", "．", "！", "!?", "…", "～", "、")
_SPACES = (" ", "　", "  ", "\u00a0")
_HOMOPHONES = (
    ("振興", "新興"),
    ("促進", "即進"),
    ("推進", "推新"),
    ("支援", "支縁"),
    ("対策", "対作"),
    ("運営", "運衛"),
    ("開拓", "開択"),
    ("強化", "教化"),
    ("戦略", "戦力"),
    ("資金", "試金"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A question of the cases and what is known of how else it may be typed."""

    document: str
    marked: str
    """With particles that may go in brackets."""
    kana: str = ""
    order: tuple[str, ...] = ()
    stem: str = ""
    ends: str = ""
    name: str = ""

    @property
    def ask(self) -> str:
        return _PARTICLE.sub(r"\1", self.marked)


@cache
def samples() -> tuple[Sample, ...]:
    """Errors: `ValueError` for a sample that is none."""
    content = yaml.safe_load(SAMPLES.read_text("utf-8"))
    return tuple(_sample(document, entry) for document, entries in content.items() for entry in entries)


def _sample(document: str, entry: dict[str, object]) -> Sample:
    order = entry.get("order", [])
    if not set(entry) <= _KEYS or ("stem" in entry) != ("ends" in entry) or not isinstance(order, list):
        raise ValueError(f"a sample has {_KEYS}, stem and ends together: {entry}")
    told = {key: str(value) for key, value in entry.items() if key not in ("ask", "order")}
    return Sample(document, str(entry["ask"]), order=tuple(map(str, order)), **told)


def perturbed(kind: str, sample: Sample) -> tuple[str, ...]:
    """The variants of one kind, always the same ones; none where the sample has nothing of the kind."""
    random = Random(f"{SEED}:{kind}:{sample.marked}")  # noqa: S311
    found = dict.fromkeys(KINDS[kind](sample, random))
    return tuple(text for text in found if text != sample.ask)


def _full_width(sample: Sample, random: Random) -> Iterator[str]:
    yield jaconv.h2z(sample.ask, kana=True, ascii=True, digit=True)


def _half_width(sample: Sample, random: Random) -> Iterator[str]:
    yield jaconv.z2h(sample.ask, kana=True, ascii=True, digit=True)
    yield jaconv.z2h(sample.ask, kana=True, ascii=False, digit=False)


def _kana(sample: Sample, random: Random) -> Iterator[str]:
    if sample.kana:
        yield sample.kana


def _katakana(sample: Sample, random: Random) -> Iterator[str]:
    """Words of two kanji or more in katakana, as the kana form has them; verbs and particles stay as they are."""
    if sample.kana:
        steps = SequenceMatcher(None, sample.ask, sample.kana, autojunk=False).get_opcodes()
        pieces = [(sample.ask[start:end], sample.kana[low:high]) for _, start, end, low, high in steps]
        kana = "".join(jaconv.hira2kata(spelt) if _WORD.fullmatch(kanji) else kanji for kanji, spelt in pieces)
        yield kana
        yield jaconv.z2h(kana, kana=True, ascii=False, digit=False)


def _hiragana(sample: Sample, random: Random) -> Iterator[str]:
    yield _KATAKANA.sub(lambda match: jaconv.kata2hira(match.group()), sample.ask)


def _particles(sample: Sample, random: Random) -> Iterator[str]:
    yield from (_with_particles(sample, _all_but(gone)) for gone in range(len(_PARTICLE.findall(sample.marked))))
    yield _with_particles(sample, lambda at, particle: "")
    yield _with_particles(sample, lambda at, particle: " ")


def _all_but(gone: int) -> Said:
    return lambda at, particle: "" if at == gone else particle


def _with_particles(sample: Sample, said: Said) -> str:
    """The question with each droppable particle as `said` has it."""
    parts = _PARTICLE.split(sample.marked)
    parts[1::2] = [said(at, particle) for at, particle in enumerate(parts[1::2])]
    return "".join(parts)


def _order(sample: Sample, random: Random) -> Iterator[str]:
    phrases = list(sample.order)
    for joint in ("、", " ", "　") if phrases else ():
        random.shuffle(phrases)
        yield joint.join(phrases)


def _politeness(sample: Sample, random: Random) -> Iterator[str]:
    if sample.stem:
        endings = ENDINGS[sample.ends]
        yield from (sample.stem + ending for ending in random.sample(endings, min(6, len(endings))))


def _fillers(sample: Sample, random: Random) -> Iterator[str]:
    yield from (filler + sample.ask for filler in random.sample(_FILLERS, 4))
    yield f"{_END.sub('', sample.ask)}？{random.choice(_AFTERTHOUGHTS)}"


def _emoji(sample: Sample, random: Random) -> Iterator[str]:
    first, second, third = random.sample(_EMOJI, 3)
    yield sample.ask + first
    yield f"{sample.ask} {second}{second}"
    yield f"{random.choice(_EMOJI)}{sample.ask}{third}"


def _chat_signs(sample: Sample, random: Random) -> Iterator[str]:
    yield from (sample.ask + sign for sign in random.sample(_CHAT_SIGNS, 2))


def _punctuation(sample: Sample, random: Random) -> Iterator[str]:
    bare = _END.sub("", sample.ask)
    yield from (bare + sign for sign in random.sample(_PUNCTUATION, 5))
    yield f"「{bare}」"
    yield _with_particles(sample, lambda at, particle: "は、" if particle == "は" else particle)


def _spaces(sample: Sample, random: Random) -> Iterator[str]:
    space = random.choice(_SPACES)
    yield _with_particles(sample, lambda at, particle: particle + space)
    yield _with_particles(sample, lambda at, particle: random.choice(("", " ")) + particle + random.choice(("", "　")))
    yield f"{space}{sample.ask}{space}\n"


def _slips(sample: Sample, random: Random) -> Iterator[str]:
    """One slip in the long name: a sign left out, doubled, swapped with its neighbour, or a wrong conversion."""
    name = sample.name
    if not name:
        return
    inner = range(1, len(name) - 2)
    for slip in (_left_out, _doubled, _swapped):
        yield sample.ask.replace(name, slip(name, random.choice(inner)))
    fitting = [pair for pair in _HOMOPHONES if pair[0] in name]
    if fitting:
        yield sample.ask.replace(name, name.replace(*random.choice(fitting), 1))


def _left_out(name: str, at: int) -> str:
    return name[:at] + name[at + 1 :]


def _doubled(name: str, at: int) -> str:
    return name[:at] + name[at] + name[at:]


def _swapped(name: str, at: int) -> str:
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


KINDS: Mapping[str, Callable[[Sample, Random], Iterator[str]]] = {
    "full_width": _full_width,
    "half_width": _half_width,
    "kana_for_kanji": _kana,
    "katakana_for_kanji": _katakana,
    "hiragana_for_katakana": _hiragana,
    "particles_dropped": _particles,
    "word_order": _order,
    "politeness": _politeness,
    "fillers": _fillers,
    "emoji": _emoji,
    "chat_signs": _chat_signs,
    "punctuation": _punctuation,
    "spaces": _spaces,
    "slips_in_names": _slips,
}
