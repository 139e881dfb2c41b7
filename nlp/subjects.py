"""The one thing (or the few) a singular question is about: by name, by number, or by the words that describe it."""

from __future__ import annotations

import itertools
import re

from rapidfuzz import fuzz

from nlp.catalogue import Entry
from nlp.draft import Ambiguous, Unknown
from nlp.evidence import clear_winner, ranked, rivals_of_the_best
from nlp.frame import Frame
from nlp.lines import line_rather, line_with_all, lines_named_so, project_has_all
from nlp.normalize import fold
from nlp.once import once
from nlp.query import Kind, Named
from nlp.resolution import Resolution, is_generic, resolve_words
from nlp.synonyms import policy_areas

_NEAR = 62.0
_SURE = 90.0
_GAP = 6.0
_MOST_CHOICES = 6
_SEARCH_AHEAD = 1.7
"""A search shows what fits nearly as well; a figure needs one thing."""
_WHOSE = re.compile(r"の|\s|、|,|における|内")
_AND = re.compile(r"[」』]?(?:と|や|、|,|・|および|及び)[「『]?")
_APART = re.compile(r"[と、,・や]")
_BESIDE = re.compile(r"(?:と|や|、|,|および|及び)[「『]?$")
"""«畜産課の予算と部全体の予算»: the department is one of the two."""
_RELATED = re.compile(r"関係|関連|がらみ|絡み|にまつわる|系(?!統)|みたいな|っぽい|の類")
"""«ロボット関係で»: everything about it, not the one thing named so."""
_PARTING = re.compile(r"と|や|、|,|は|って|より|and|&|vs|対|および|及び|に比")
Subjects = tuple[Named, ...] | Ambiguous | Unknown | None


def subjects(frame: Frame) -> Subjects:
    """What the question is about, singular sense: what it names, else what the conversation supplies; None without."""
    found = said_subjects(frame)
    return found if found is not None else frame.assumed or None


@once
def said_subjects(frame: Frame) -> Subjects:
    """What the question itself names, singular sense; None where it names nothing.

    Names said outright come first, in the order said; then projects that the content words describe. Words
    joined by «と» describe one project each.
    """
    said = [
        (span.start, span.names[0])
        for span in frame.scan.names
        if len(span.names) == 1 and span not in frame.negated and span not in frame.included
    ]
    said += frame.numbered()
    said += _department_among(frame)
    named = _without_groups(frame, tuple(dict.fromkeys(n for _, n in sorted(said, key=lambda pair: pair[0]))))
    if frame.ambiguous:
        span = frame.ambiguous[0]
        if not named:
            return Ambiguous(span.names[:_MOST_CHOICES], frame.text[span.start : span.end])
    described = None if _only_said_of_it(frame, said) else described_projects(frame)
    if isinstance(described, tuple):
        spans = [start for start, _ in said]
        before = bool(spans and frame.scan.words) and frame.scan.words[0].start < min(spans)
        ordered = (*described, *named) if before else (*named, *described)
        return tuple(dict.fromkeys(ordered))
    if named:
        return named
    return described


def _department_among(frame: Frame) -> list[tuple[int, Named]]:
    """«雇用対策課と部全体の増減率»: the department is one of several."""
    names = [span for span in frame.scan.names if span not in frame.negated]
    return [
        (span.start, frame.department)
        for span in frame.scan.all("noun.department")
        if "部" in frame.text[span.start : span.end]
        and any(
            _AND.fullmatch(frame.text, min(span.end, name.end), max(span.start, name.start))
            for name in names
            if name.end <= span.start or span.end <= name.start
        )
    ]


def _only_said_of_it(frame: Frame, said: list[tuple[int, Named]]) -> bool:
    """«…事業費で補助を受ける企業»: words after a project's name that nothing parts from it say more of it, and name
    no other."""
    words = frame.scan.words
    literal = [s for s in frame.scan.names if len(s.names) == 1 and s.names[0].kind is Kind.PROJECT and s.literal]
    if len(said) != 1 or len(literal) != 1 or not words or words[0].start < literal[0].end:
        return False
    return not _PARTING.search(frame.text, literal[0].end, words[0].start)


def found_together(frame: Frame) -> tuple[Named, ...]:
    """Of a search whose words no project has together: those that fit nearly as well as the best; else empty."""
    words = frame.resolution
    if not words.dropped or words.any_of:
        return ()
    evidence = ranked((*words.words, *words.dropped, *words.unknown))
    rivals = rivals_of_the_best(evidence, _SEARCH_AHEAD) if evidence and evidence[0].enough else ()
    return frame.topics.named(frozenset(rivals)) if len(rivals) <= _MOST_CHOICES else ()


def is_about_a_field(frame: Frame) -> bool:
    """«ロボット関係», «Uターン系»: everything of the kind is meant."""
    return bool(_RELATED.search(frame.text))


def _without_groups(frame: Frame, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """«土地取得事業特別会計» is one account: the group's name after a member's is part of it."""
    spans = [span for span in frame.scan.names if len(span.names) == 1]
    groups = {
        after.names[0]
        for before, after in itertools.pairwise(spans)
        if after.start - before.end <= 1 and not _APART.search(frame.text, before.end, after.start)
        and (entry := frame.lexicon.entry(before.names[0])) and entry.parent == after.names[0]
    }  # fmt: skip
    groups |= {
        before.names[0]
        for before, after in itertools.pairwise(spans)
        if before.names[0].kind is Kind.ACCOUNT and frame.text[before.end : after.start] == "の"
        and (entry := frame.lexicon.entry(after.names[0])) and entry.parent == before.names[0]
    }  # fmt: skip
    if len(named) > 1:
        # «商工労働部の一般会計»: whose, not what.
        groups |= {
            span.names[0]
            for span in spans
            if span.names[0].kind is Kind.DEPARTMENT
            and _WHOSE.match(frame.text, span.end)
            and (span is not spans[-1] or not _BESIDE.search(frame.text[: span.start]))
        }
    return tuple(n for n in named if n not in groups)


def described_projects(frame: Frame) -> Subjects:
    """Projects that the content words describe; None where there are no content words."""
    words = frame.scan.words
    if not words:
        return None
    whole = _described(frame, frame.resolution)
    pairing = frame.has("op.ratio", "op.difference", "op.compare", "agg.sum", "size.big", "size.small")
    if isinstance(whole, tuple) and not pairing:
        return tuple(line_rather(frame, named) for named in whole)
    return _one_each(frame) or whole


def _one_each(frame: Frame) -> tuple[Named, ...] | None:
    """«AとBの差», «Aの事業費ってBの何倍»: every group of words describes one project."""
    groups = _joined_groups(frame)
    found: list[Named] = []
    for group in groups:
        one = _described(frame, group)
        if not isinstance(one, tuple) or len(one) != 1:
            return None
        found.extend(one)
    return tuple(dict.fromkeys(found)) or None


def _joined_groups(frame: Frame) -> list[Resolution]:
    """The words in groups that «と», «や», «、», «って», «より» part."""
    groups: list[list[int]] = [[]]
    words = frame.scan.words
    for index, word in enumerate(words):
        if index:
            gap = frame.text[words[index - 1].end : word.start]
            if _PARTING.search(gap):
                groups.append([])
        groups[-1].append(index)
    if len(groups) == 1:
        return []
    resolved = [resolve_words(frame.text, tuple(words[i] for i in group)) for group in groups]
    return [each for each in resolved if each.unknown or not each.generic]  # «金がかかるのは» describes nothing


def _described(frame: Frame, resolution: Resolution) -> Subjects:
    topics = frame.topics
    said = "".join(word.surface for word in (*resolution.words, *resolution.dropped)) or _said(frame)
    whole = not resolution.unknown and not resolution.dropped
    if whole and len(resolution.words) == 1 and resolution.words[0].surface in policy_areas():
        return Ambiguous(topics.named(frozenset(resolution.by_text))[:_MOST_CHOICES], said)
    if whole and resolution.by_name and not (is_about_a_field(frame) and len(resolution.by_text) > 1):
        named = topics.named(frozenset(resolution.by_name))
        if len(named) == 1 and _is_another_name(frame, topics.projects[resolution.by_name[0]]):
            return Unknown(said, named)
        if resolution.generic and len(named) > _MOST_CHOICES:
            return Unknown(said)  # «…推進事業費»: what any project may have names none
        if len(named) == 1 and (lines := lines_named_so(frame, resolution.words)):
            return Ambiguous((*named, *lines), said)
        return named if len(named) == 1 else _narrow(named, said)
    if whole and resolution.by_text and len(resolution.words) > 1 and (alike := _alike_in_name(frame, said)):
        return (alike,)
    if whole and resolution.by_text:
        lines = _breakdown_lines(frame, resolution)
        if len(lines) == 1:
            return lines
        named = topics.named(frozenset(resolution.by_text))
        if resolution.generic and len(named) > _MOST_CHOICES:
            return Unknown(said)  # «…推進事業費»: what any project may have names none
        return named if len(named) == 1 else Ambiguous(named[:_MOST_CHOICES], said)
    return _near(frame, resolution)


def _breakdown_lines(frame: Frame, resolution: Resolution) -> tuple[Named, ...]:
    """Lines under projects whose own text has all the words: «採用面接の交通費助成» is the line, not its project."""
    return tuple(
        entry.named
        for entry in frame.lexicon.of_kind(Kind.BREAKDOWN)
        if not project_has_all(frame, entry, resolution.words)
        and all(any(s in fold(f"{entry.named.name} {entry.text}") for s in word.spellings) for word in resolution.words)
        and (
            len(resolution.words) > 1
            or (len(resolution.words[0].in_texts) == 1 and len(resolution.words[0].surface) > 2)
        )
    )


def _alike_in_name(frame: Frame, said: str) -> Named | None:
    """«障がい者の就業支援» is nearly the name «障がい者就業応援», whatever text has its words."""
    scored = sorted(
        ((max(fuzz.ratio(_core(n), said) for n in (e.named.name, *e.aliases)), e.named) for e in frame.topics.projects),
        key=lambda pair: -pair[0],
    )
    best, second = scored[0], scored[1] if len(scored) > 1 else (0.0, scored[0][1])
    return best[1] if best[0] >= _LIKE and best[0] - second[0] >= _GAP else None


def _narrow(named: tuple[Named, ...], said: str) -> Subjects:
    """Of several names that have the words, the one that is nothing but them."""
    exact = [n for n in named if fuzz.ratio(_core(n.name), said) >= _SURE]
    return (exact[0],) if len(exact) == 1 else Ambiguous(named[:_MOST_CHOICES], said)


def _core(name: str) -> str:
    return fold(name).removesuffix("費").removesuffix("事業")


def _said(frame: Frame) -> str:
    return "".join(word.surface for word in frame.scan.words)


def _near(frame: Frame, resolution: Resolution) -> Subjects:
    """Nothing fits whole: a near-certain slip or a clear winner is taken, near names are offered."""
    said = _said(frame)
    scored = sorted(
        (
            (max(fuzz.ratio(_core(name), said) for name in (entry.named.name, *entry.aliases)), entry.named)
            for entry in frame.topics.projects
        ),
        key=lambda pair: -pair[0],
    )
    if not scored:
        return Unknown(said)
    best, second = scored[0][0], scored[1][0] if len(scored) > 1 else 0.0
    if best >= _SURE and best - second >= _GAP:
        return (scored[0][1],)
    evidence = ranked((*resolution.words, *resolution.dropped, *resolution.unknown))
    winner = clear_winner(evidence)
    if winner is not None and _by_parts_alone(frame):
        return Unknown(said, frame.topics.named({winner}))
    if winner is not None and not _is_another_name(frame, frame.topics.projects[winner]):
        return frame.topics.named({winner})
    if line := line_with_all(frame):
        return (line,)
    if winner is None and evidence and evidence[0].enough and not _is_of_a_stranger(frame, resolution):
        rivals = rivals_of_the_best(evidence)
        if len(rivals) <= _MOST_CHOICES:
            return Ambiguous(frame.topics.named(frozenset(rivals)), said)
    telling = () if resolution.generic else resolution.by_name or resolution.by_text
    if telling and _mostly_read(frame, resolution):
        named = frame.topics.named(frozenset(telling))
        return named if len(named) == 1 else Ambiguous(named[:_MOST_CHOICES], said)
    near = [named for score, named in scored[:3] if score >= _NEAR]
    if telling:
        near = list(dict.fromkeys((*near, *frame.topics.named({each.index for each in evidence[:3]}))))[:4]
    return Unknown(said, tuple(near))


def _is_of_a_stranger(frame: Frame, resolution: Resolution) -> bool:
    """«保育士の確保»: the one word that is known is said of one that is not, and so of nothing in the document."""
    known = (*resolution.words, *resolution.dropped)
    return len(known) == 1 and any(
        frame.text[word.end : known[0].start] == "の" for word in resolution.unknown if word.end < known[0].start
    )


def _by_parts_alone(frame: Frame) -> bool:
    """«消費税»: nothing said is known but the beginning of a compound whose rest nobody knows."""
    return all(
        not word.known and len([p for p in word.parts if not p.known and not is_generic(p.surface)]) > 0
        for word in frame.scan.words
    )


_LIKE = 80.0
_SAID_AS_A_NAME = 2
"""Words in a row from which «…事業費» is meant as a name, not as a description."""
_NAME_ENDS = frozenset({"noun.project", "noun.budget"})


def _is_another_name(frame: Frame, entry: Entry) -> bool:
    """«若者就職応援プロジェクト事業費» is said as a name, and is not that of the project it resembles most."""
    for word in frame.scan.words:
        ends_a_name = any(span.start == word.end and _NAME_ENDS & set(span.concepts) for span in frame.scan.spans)
        if ends_a_name and not word.known and len(word.parts) > _SAID_AS_A_NAME:
            return max(fuzz.ratio(_core(name), word.surface) for name in (entry.named.name, *entry.aliases)) < _LIKE
    return False


def _mostly_read(frame: Frame, resolution: Resolution) -> bool:
    """In long talk the words that fit outweigh the others; in a short question every noun counts."""
    kept = sum(word.weight for word in resolution.words)
    lost = sum(max(word.weight, 2.0) for word in resolution.dropped) + 2.0 * len(resolution.unknown)
    return len(frame.text) > 45 and kept >= 3.0 and (len(resolution.words) > 1 or kept > lost / 2)
