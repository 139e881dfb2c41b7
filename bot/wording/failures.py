"""What went wrong, as sentences: files that cannot be read, documents not found, a store out of reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.conversations import BadConversation, Flaw
from bot.evaluation.questions import BadQuestions, Fault
from bot.evaluation.run import NoSuchTag
from bot.evaluation.saved import BadRun
from bot.lost import NoSuchLetter
from bot.wording.loading import discrepancy_lines
from db.errors import (
    AmbiguousDocument,
    BadData,
    BadDataFile,
    ContradictingTotals,
    NoSuchDocument,
    StoreTooNew,
    StoreUnavailable,
    Unreadable,
    UnreadableDocument,
)
from nlp.catalogue import DocumentRef
from nlp.explain import document_name

NOTHING_STORED = "何も保存していません。"

_Facts = tuple[str, ...]

UNREADABLE: dict[Unreadable, Callable[[_Facts], str]] = {
    Unreadable.EMPTY: lambda _: "ファイルが空です。",
    Unreadable.BINARY: lambda _: "テキストのファイルではありません（制御文字が含まれています）。",
    Unreadable.ENCODING: lambda _: "文字コードが UTF-8 でも Shift_JIS でもありません。",
    Unreadable.CUT_SHORT: lambda facts: f"ファイルが途中で切れています{_quoted(facts, '（最後に読めたのは「{}」）')}。",
    Unreadable.NO_FISCAL_YEAR: lambda _: "どの年度の資料か分かりません（「令和○年度」が見つかりません）。",
    Unreadable.NO_DEPARTMENT: lambda _: "どの部局の資料か分かりません。",
    Unreadable.NO_TITLE: lambda _: "資料の題名が見つかりません。",
    Unreadable.NO_TABLE: lambda _: "課・会計別の予算額の表（年度ごとの金額の列がある表）が見つかりません。",
    Unreadable.NO_LIST: lambda _: "主要事業の一覧が見つかりません。",
    Unreadable.NO_LIST_HEADER: lambda facts: f"主要事業一覧の行が、列の見出しより前にあります{_quoted(facts)}。",
    Unreadable.NO_UNIT: lambda facts: f"金額の単位が分かりません{_quoted(facts)}。",
    Unreadable.BAD_HEADER: lambda facts: (
        f"列の見出しから年度を読み取れないか、同じ年度の列が二つあります{_quoted(facts)}。"
    ),
    Unreadable.NO_TOTAL: lambda facts: (
        f"課・会計別の表が合計の行より前で終わっています{_quoted(facts, '（最後の行は「{}」）')}。"
    ),
    Unreadable.NO_ACCOUNT: lambda facts: f"どの会計の行か分かりません{_quoted(facts)}。",
    Unreadable.DUPLICATE_ROW: lambda facts: f"同じ行が二度出てきます{_quoted(facts)}。",
    Unreadable.TOO_FEW_CELLS: lambda facts: f"列が足りません{_cells(facts)}。",
    Unreadable.TOO_MANY_CELLS: lambda facts: f"列が多すぎます{_cells(facts)}。",
    Unreadable.NO_AMOUNT: lambda facts: f"金額がありません{_quoted(facts)}。",
    Unreadable.BAD_AMOUNT: lambda facts: f"金額を読み取れません{_quoted(facts)}。桁区切りや数字を確かめてください。",
    Unreadable.BAD_RATE: lambda facts: f"増減率を読み取れません{_quoted(facts)}。",
    Unreadable.BAD_NUMBER: lambda facts: f"事業の番号を読み取れません{_quoted(facts)}。",
    Unreadable.DUPLICATE_NUMBER: lambda facts: (
        f"事業の番号 {facts[0]} が、再掲の印なしにもう一度出てきます（最初は {facts[1]}行目）。"
    ),
    Unreadable.NOT_LISTED_BEFORE: lambda facts: f"再掲とありますが、もとの事業が前にありません{_quoted(facts)}。",
    Unreadable.NO_NAME: lambda facts: f"番号 {facts[0]} の行に事業の名前がありません。",
    Unreadable.UNKNOWN_DIVISION: lambda facts: (
        f"「{facts[0]}」という課は、課・会計別の表にありません。表にある課: {'、'.join(facts[1:])}"
    ),
    Unreadable.NO_HEADING: lambda facts: f"どの施策の事業か分かりません（見出しがありません）{_quoted(facts)}。",
    Unreadable.EMPTY_SECTION: lambda facts: f"見出しの下に事業がありません{_quoted(facts)}。",
    Unreadable.NO_PROJECT_ABOVE: lambda facts: f"番号のない行の上に、もとになる事業がありません{_quoted(facts)}。",
}

BAD_DATA: dict[BadData, Callable[[_Facts], str]] = {
    BadData.SYNTAX: lambda facts: f"TOML として読めません（{'、'.join(facts)}）。",
    BadData.UNKNOWN_KEY: lambda facts: f"使えない項目があります{_quoted(facts)}。",
    BadData.WRONG_TYPE: lambda facts: f"値の型が正しくありません{_quoted(facts)}。",
    BadData.UNKNOWN_NAME: lambda facts: f"資料にない名前が指定されています{_quoted(facts[1:] or facts)}。",
}

FLAWS: dict[Flaw, str] = {
    Flaw.NOT_UTF8: "UTF-8 の文字として読めません。",
    Flaw.NOT_JSON: "JSON として読めません。",
    Flaw.NOT_AN_OBJECT: '{"id": …, "turns": […]} の形ではありません。',
    Flaw.NO_ID: '"id"（文字列または整数）がありません。',
    Flaw.NO_TURNS: '"turns"（質問の文字列を1つ以上並べたもの）がありません。',
}


FAULTS: dict[Fault, Callable[[_Facts], str]] = {
    Fault.EMPTY: lambda _: "質問が一つもありません。",
    Fault.NOT_YAML: lambda facts: f"YAML として読めません{_quoted(facts, '（{}）')}。",
    Fault.NOT_A_CASE_FILE: lambda _: "document（資料）と cases（質問の一覧）の形ではありません。",
    Fault.WRONG_KEYS: lambda facts: (
        "name・expect・phrasings か name・turns（それぞれ ask と expect）の形ではありません"
        f"{_quoted(facts, '（「{}」）')}。"
    ),
    Fault.TWICE: lambda facts: f"{_quoted(facts)}が二度出てきます。",
    Fault.NOT_TEXT: lambda facts: f"{_quoted(facts)}が文字列ではありません。数字だけの質問は引用符で囲んでください。",
    Fault.NO_TAG: lambda _: '"tag"（文字列）がありません。',
    Fault.NOT_AS_MANY: lambda facts: f"質問が{facts[0]}つ、期待する答えが{facts[1]}つで、数が合いません。",
    Fault.NO_EXPECTATION: lambda _: '期待する答え（expect。例: {"amount": 1000}）がありません。',
    Fault.UNKNOWN_WORD: lambda facts: f"期待する答えに使えない言葉です{_quoted(facts)}。",
    Fault.BAD_VALUE: lambda facts: f"期待する答えの「{facts[0]}」に「{_short(facts[1])}」は使えません。",
}


def _quoted(facts: _Facts, form: str = "「{}」") -> str:
    shown = [fact for fact in facts if fact.strip()]
    return form.format("、".join(_short(fact) for fact in shown)) if shown else ""


def _cells(facts: _Facts) -> str:
    return f"（見出しは{facts[1]}列、この行は{facts[0]}列）" if len(facts) >= 2 else ""


def _short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def unreadable_document(error: UnreadableDocument) -> str:
    where = f"{error.line}行目: " if error.line is not None else ""
    return f"資料を読み込めませんでした。\n{where}{UNREADABLE[error.why](error.facts)}\n{NOTHING_STORED}"


def contradicting_totals(error: ContradictingTotals) -> str:
    return "\n".join(
        (
            "資料の中で数字が食い違っているので、読み込みませんでした。",
            *discrepancy_lines(error.discrepancies),
            f"{NOTHING_STORED}食い違いを承知で読み込むには --accept を付けてください。",
        )
    )


def bad_data_file(error: BadDataFile) -> str:
    where = f"{error.line}行目: " if error.line is not None else ""
    return (
        f"資料に添える TOML ファイルを使えませんでした。\n{where}{BAD_DATA[error.why](error.facts)}\n{NOTHING_STORED}"
    )


def no_such_document(error: NoSuchDocument) -> str:
    if error.wanted is None or not error.candidates:
        return "資料がまだ読み込まれていません。yosan load で読み込んでください。"
    return f"「{error.wanted}」という資料はありません。読み込まれている資料:\n{_listed(error.candidates)}"


def ambiguous_document(error: AmbiguousDocument) -> str:
    asked = f"「{error.wanted}」に当てはまる資料がいくつかあります。どれか一つを指定してください:"
    return f"{asked}\n{_listed(error.candidates)}"


def _listed(documents: tuple[DocumentRef, ...]) -> str:
    return "\n".join(f"  {each.slug}  {document_name(each)}" for each in documents)


def bad_conversation(error: BadConversation) -> str:
    return f"会話のファイルを読めませんでした。\n{error.line}行目: {FLAWS[error.flaw]}"


def bad_questions(error: BadQuestions) -> str:
    why = FLAWS[error.why] if isinstance(error.why, Flaw) else FAULTS[error.why](error.facts)
    where = f"{error.line}行目: " if error.line is not None else ""
    return f"質問集を読めませんでした: {error.file}\n{where}{why}\n何も質問していません。"


def bad_run(error: BadRun) -> str:
    return f"yosan eval --save で残した記録ではありません: {error.file}"


def no_such_tag(error: NoSuchTag) -> str:
    return f"「{error.prefix}」で始まるタグの質問はありません。あるタグ: {'、'.join(error.kinds)}"


def store_unavailable(error: StoreUnavailable) -> str:
    advice = "場所と権限、--database や YOSAN_DATABASE_URL を確かめてください。"
    return f"データベースを開けませんでした: {error.url}\n{advice}"


def store_too_new(error: StoreTooNew) -> str:
    return f"このデータベースは、より新しい版の yosan で作られています（{error.found}）。yosan を新しくしてください。"


def store_failed() -> str:
    return "データベースの読み書きに失敗しました。空き容量、権限、接続先を確かめてください。"


def no_such_letter(error: NoSuchLetter) -> str:
    return f"送れなかった回答の中に {error.number} 番はありません。番号は yosan outbox list で分かります。"


def file_failed(error: OSError) -> str:
    name = f": {error.filename}" if error.filename is not None else ""
    match error:
        case FileNotFoundError():
            return f"ファイルがありません{name}"
        case FileExistsError():
            return f"もうあるファイルです。別の名前にしてください{name}"
        case IsADirectoryError():
            return f"ファイルではなくフォルダーです{name}"
        case PermissionError():
            return f"ファイルを読み書きする権限がありません{name}"
        case _:
            return f"ファイルを読み書きできませんでした{name}"


def unexpected(log: Path | None) -> str:
    """A defect of the program; `log` is where its details were kept."""
    sorry = "予期しない不具合が起きました。申し訳ありません。"
    if log is not None:
        return f"{sorry}\n詳しい記録: {log}"
    return f"{sorry}\n環境変数 YOSAN_DEBUG=1 を付けてもう一度実行すると、詳しい記録がファイルに残ります。"
