"""What a careful colleague would add, one sentence a note."""

from __future__ import annotations

from collections.abc import Callable

from bot.wording.rows import short_value
from db.answer import Answer, Note, NoteKind
from nlp.catalogue import Catalogue
from nlp.explain import selection_words
from nlp.query import Aggregate, Beyond, BeyondClaim, CategoryClaim, DivisionClaim, Measure, Operation, Statistic
from nlp.reading import TookName
from nlp.say import MEASURES, STATISTICS, names_words, period_name, quoted

_MOST_NAMES = 3
_TOTALS = (Operation.COUNT, Operation.SUM, Operation.MEAN, Operation.MEDIAN, Operation.GROUP, Operation.SHARE)


def notes(answer: Answer, catalogue: Catalogue) -> tuple[str, ...]:
    """Every note of an answer, each once."""
    return tuple(dict.fromkeys(note_words(note, answer, catalogue) for note in answer.notes))


def note_words(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    """One note as a sentence."""
    return _WORDS[note.kind](note, answer, catalogue)


def left_out_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """What was said and narrowed nothing: the document knows nothing of it, alone or together with the rest."""
    if not words:
        return ()
    return (f"{'、'.join(f'「{word}」' for word in words)}は、資料に当てはまるものがないため、条件に入れていません。",)


def took_words(took: TookName) -> str:
    """A name taken although it was not said literally."""
    return f"{quoted(took.said)}は{quoted(took.named.name)}と読みました。"


def _names(note: Note) -> str:
    shown = "".join(quoted(name) for name in note.names[:_MOST_NAMES])
    return shown + (f"ほか{len(note.names) - _MOST_NAMES}件" if len(note.names) > _MOST_NAMES else "")


def _of_names(note: Note) -> str:
    return f"（{_names(note)}）" if note.names else ""


def _rows(note: Note) -> str:
    return f"{note.count}行" if note.count else "行"


def _relisted_left_out(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    return f"再掲の{_rows(note)}{_of_names(note)}は、同じ事業を二度数えないよう除いています。"


def _relisted_shown(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    return f"ここに載っているのは再掲の{_rows(note)}だけです{_of_names(note)}。ほかの箇所の合計と足すと二重になります。"


def _joint(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    query = answer.query
    if query.operation is Operation.COUNT:
        said = "この件数に含めています"
    elif query.operation is not Operation.GROUP:
        said = "予算額は課ごとに分けられないため、全額で示しています"
    elif query.aggregates == (Aggregate.COUNT,):
        said = "担当する課のそれぞれで数えているので、足すと全体の件数より多くなります"
    else:
        said = "担当する課のそれぞれに全額で入れているので、足すと全体の合計より多くなります"
    return f"{_names(note)}は複数の課が担当する事業です。{said}。"


def _breakdown(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    added = "件数や合計には入れていません" if answer.query.operation in _TOTALS else "事業の額には足していません"
    return (
        f"事業の下にある番号のない行{_of_names(note)}は、{added}。"
        "その額が事業の予算額に含まれるかどうかは、資料に書かれていません。"
    )


def _base_assumed(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    base = answer.query.base
    taken = f"{period_name(base)}と比べました" if base else "資料の比べ方に従いました"
    others = "・".join(period_name(other) for other in catalogue.bases if other != base)
    return f"比べる相手の指定がなかったので、{taken}{f'（{others}とも比べられます）' if others else ''}。"


def _rate_computed(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    what = "率の差" if answer.query.operation in (Operation.DIFFERENCE, Operation.COMPARE) else "増減率"
    return f"{what}は資料に印字されたものではなく、計算したものです。"


def _not_project_sum(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    whose = "".join(quoted(name) for name in note.names[:1])
    row = "".join(short_value(figure, answer.query.unit) for figure in note.figures[:1])
    return (
        f"主要事業の合計は、{whose}の予算（課・会計別予算額の行{f': {row}' if row else ''}）とは別の数字です。"
        "主要事業一覧は、課のすべての経費を載せたものではありません。"
    )


def _differ(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    values = [short_value(figure) for figure in note.figures]
    if len(values) >= 2:
        return (
            f"{_names(note)}の率は、資料の印字が{values[0]}、金額からの計算が{values[1]}です。印字のほうを示しました。"
        )
    return f"{_names(note)}は、資料の印字と金額からの計算が一致しません。印字のほうを示しました。"


def _printed_differently(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    if len(note.names) >= 2:
        return f"{quoted(note.names[0])}は、主要事業一覧では{quoted(note.names[1])}と印字されています。"
    return f"資料の別の箇所では{_names(note)}と印字されています。"


def _outline_partial(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    return f"施策体系では、金額に「の一部」と付いています{_of_names(note)}。額のすべてがその施策の分ではありません。"


def _tie(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    return f"{_names(note)}は同じ値です。資料に載っている順に示しています。"


def _measured_by(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    if not note.figures:
        return "ほかの額と比べて選びました。"
    bound = note.figures[0]
    what = "額" if bound.measure is None or bound.measure is Measure.BUDGET else MEASURES[bound.measure]
    whose = f"{bound.subject.name}の{what}" if bound.subject else "平均または中央値"
    for said in (*answer.query.selection.conditions, answer.query.claim):
        if isinstance(said, Beyond | BeyondClaim) and isinstance(said.of, Statistic) and bound.subject is None:
            whose = STATISTICS[said.of]
    return f"比べた{whose}は {short_value(bound, answer.query.unit)}です。"


def _taken_wrongly(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    whose = selection_words(answer.query)
    match answer.query.claim:
        case DivisionClaim(divisions):
            return f"{whose}の担当は{names_words(divisions)}ではなく、{'、'.join(note.names)}です。"
        case CategoryClaim(category):
            own = f"「{note.names[0]}」です" if note.names else "表示がありません（継続の事業です）"
            return f"{whose}の区分は「{category.value}」ではなく、{own}。"
        case _:
            return f"{whose}について、質問の前提は資料と異なります。"


def _truncated(note: Note, answer: Answer, catalogue: Catalogue) -> str:
    return f"示したのは一部です（ほかに{note.count}件）。" if note.count else "示したのは一部です。"


_WORDS: dict[NoteKind, Callable[[Note, Answer, Catalogue], str]] = {
    NoteKind.RELISTED_LEFT_OUT: _relisted_left_out,
    NoteKind.RELISTED_SHOWN: _relisted_shown,
    NoteKind.JOINT_NOT_SPLIT: _joint,
    NoteKind.BREAKDOWN_NOT_ADDED: _breakdown,
    NoteKind.BASE_ASSUMED: _base_assumed,
    NoteKind.RATE_COMPUTED: _rate_computed,
    NoteKind.DIVISION_ROW_NOT_PROJECT_SUM: _not_project_sum,
    NoteKind.PRINTED_AND_COMPUTED_DIFFER: _differ,
    NoteKind.NAME_PRINTED_DIFFERENTLY: _printed_differently,
    NoteKind.OUTLINE_PARTIAL: _outline_partial,
    NoteKind.MEASURED_BY: _measured_by,
    NoteKind.TAKEN_WRONGLY: _taken_wrongly,
    NoteKind.TIE: _tie,
    NoteKind.TRUNCATED: _truncated,
}
