"""What `yosan explain` says: headings, what each rule is about, and how it took the question."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.rules.trail import Fate, Sign, Tried

QUESTION = "質問"
FOLDED = "正規化"
TOKENS = "形態素"
MENTIONS = "見つけた語"
RULES = "使った規則"
OUTCOME = "問い合わせ"
SQL = "SQL"
UNREAD = "使われなかった語"
REPLY = "返事"
NOTHING = "（なし）"

ABOUT: dict[str, str] = {
    "define": "言葉の意味",
    "document": "資料そのもの",
    "notes": "資料の注記",
    "why": "理由",
    "columns": "表のいくつもの列",
    "composition": "それぞれの構成比",
    "held_sums": "いくつかの合計と、ほかのもの",
    "share": "割合",
    "extremes": "最大と最小を比べる",
    "ratio": "何倍か",
    "check": "はい・いいえ",
    "difference": "差",
    "compare": "どちらが大きいか",
    "apart": "いくつもの集まりについて同じこと",
    "group": "まとまりごとの集計",
    "several": "いくつもの集計を一度に",
    "rank": "順位",
    "count": "件数",
    "moved_rows": "増減のあった行",
    "all_but": "除いた残りの課の合計",
    "without": "除いた残り",
    "aggregate": "合計・平均・中央値",
    "parts": "内訳",
    "change": "増減",
    "presupposed": "事業の金額などと、質問の前提の確かめ",
    "exists": "あるかどうか",
    "listing": "一覧",
    "show": "名指しされたものの金額など",
}
"""What the question has to be about for a rule to take it."""

PHRASES: dict[str, str] = {
    "joint": "複数の課で担当するかどうか",
    "on_several_pillars": "いくつかの柱にまたがるかどうか",
    "outside_the_outline": "施策体系にあるかどうか",
    "relisted": "再掲があるかどうか",
    "part_of_what": "どの事業に属するか",
    "under_a_heading": "施策体系の見出しの下",
    "in_the_summary": "事業概要の言葉で探す",
    "which_category": "区分はどれか",
    "without_category": "区分のないもの",
    "work": "課の仕事",
    "whose": "どの課の担当か",
    "in_order": "言った順",
    "unmoved": "増えて（減って）いないもの",
    "largest_left_out": "いちばん大きいものを除く",
    "next_to_the_first": "一番の次",
    "by_count": "金額でなく件数で",
    "every_division": "すべての課のそれぞれ",
    "beyond": "ほかの行や平均と比べて",
    "only": "それだけかどうか",
    "same_way": "前と同じ見方で",
    "amid": "ほかがどう動いたか（背景）",
    "hearsay": "聞いた話（尋ねているのはそのあと）",
    "nth_pillar": "何番目かで言われた柱",
    "moved_more": "ほかの行や全体の増減と比べて",
    "nearest": "ある額に近い順",
    "having": "事業がいくつあるか",
}
"""Stretches of a question that are read as one condition before the rules."""

_PHRASE = "phrase."

FATES: dict[Fate, str] = {
    Fate.PASSED: "見送り",
    Fate.TAKEN: "採用",
    Fate.AMBIGUOUS: "採用（名前がいくつかに当てはまる）",
    Fate.UNKNOWN: "採用（資料にない名前や言葉）",
    Fate.NOT_TRIED: "試していない",
}

BEFORE_RULES = {
    "talk": "あいさつや案内として読みました（規則は試していません）",
    "refuse": "お答えしない質問として読みました（規則は試していません）",
    "nested": "先に別のことを調べないと答えられない質問として読みました（規則は試していません）",
    "unknown_organisation": "資料にない組織の質問として読みました（規則は試していません）",
}

CASES: dict[str, str] = {
    "undone": "言い直しの取り消し",
    "next": "順位の次",
    "lifted": "条件を外す",
    "rest": "そのほかの残り",
    "joined": "前の答えに加える",
    "the_other": "二つのうちのもう一方",
    "taken_off": "課の予算から事業を引く",
    "subtracted": "前の答えから引く",
    "category_of_it": "その区分",
    "together": "合わせて、または比べて",
    "over_another": "別のものに対して",
    "from_the_top": "首位との比べ",
    "reversed": "逆の順番",
    "stated": "そうかどうか",
    "proportion": "前の答えの割合",
    "opposed": "前の集まりと別の集まり",
    "held_against": "言われたものとの比べ",
    "how_much_moved": "どれだけ動いたか",
    "whose": "どの課のものか",
    "its_projects": "その課の主要事業",
    "one_of_them": "そのうちの一つ",
    "division": "その担当課",
    "project": "その事業",
    "another_form": "同じことを別の形で",
    "exchanged": "前の質問の一部を入れ替え",
    "narrowed": "前の答えの絞り込み",
    "of_the_same": "同じものについて",
    "regrouped": "同じ分け方で別の数字",
    "asked_of_it": "同じものへの別の質問",
}
"""How a turn leans on the ones before it."""

AFTER_RULES = {
    "none": "どの規則にも当てはまりません",
    "ambiguous": "名前がいくつかに当てはまるので、聞き返します",
    "unknown": "名前や言葉が資料に見つかりません",
    "incomplete": "何についての質問かが足りません",
    "unread": "読み取れない語が残っています",
    "lost": "言われた条件が問い合わせに残っていません",
}


def told_before_rules(step: str) -> bool:
    """Whether the first step of a reading settled it before any rule was tried."""
    return step.partition(".")[0] in BEFORE_RULES


def rule_lines(steps: tuple[str, ...], tried: tuple[Tried, ...]) -> Iterable[str]:
    """The way through the rules: each that was tried and what it saw, those that were not, and what came after."""
    if steps and told_before_rules(steps[0]):
        yield f"{BEFORE_RULES[steps[0].partition('.')[0]]}: {steps[0]}"
        return
    for step in steps:
        if step.startswith(_PHRASE):
            name = step.removeprefix(_PHRASE)
            yield f"├ 先に読んだ言い回し: {name}（{PHRASES.get(name, name)}）"
    untried = [each.rule for each in tried if each.fate is Fate.NOT_TRIED]
    for each in tried:
        if each.fate is not Fate.NOT_TRIED:
            yield f"├ {_rule_line(each)}"
    if untried:
        yield f"├ {FATES[Fate.NOT_TRIED]}: {'、'.join(untried)}"
    names = {each.rule for each in tried}
    for step in steps:
        if step not in names and not step.startswith(_PHRASE):
            yield f"├ {_step_line(step)}"
    if steps:
        yield f"└ {' → '.join(steps)}"


def _step_line(step: str) -> str:
    if step in CASES:
        return f"前の質問から補いました: {step}（{CASES[step]}）"
    return AFTER_RULES.get(step, step)


def _rule_line(tried: Tried) -> str:
    named = f"{tried.rule}（{ABOUT[tried.rule]}）{FATES[tried.fate]}"
    if tried.fate is Fate.PASSED:
        return f"{named}: {_sign(tried.signs[-1])}" if tried.signs else named
    seen = dict.fromkeys(_sign(sign) for sign in tried.signs if sign.said)
    return f"{named}: {'、'.join(seen)}" if seen else named


def _sign(sign: Sign) -> str:
    concepts = "・".join(sign.concepts)
    if not sign.said:
        return f"{concepts} なし"
    return f"{concepts}{''.join(f'「{word}」' for word in sign.words)}"
