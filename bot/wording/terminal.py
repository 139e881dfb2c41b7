"""What the terminal says around the answers: in the chat and in the list of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nlp.catalogue import DocumentRef
from nlp.explain import document_name

if TYPE_CHECKING:
    from db.documents import DocumentSummary

PROMPT = "質問> "
BYE = "お疲れさまでした。"
FORGOTTEN = "これまでの会話を忘れました。新しい質問をどうぞ。"
NOTHING_TO_EXPLAIN = "まだ質問がありません。「/explain 質問」のように続けてください。"
HELP_QUESTION = "使い方"
"""What `/help` asks the bot: its own help, with examples of the document."""

COMMANDS = {
    "/help": "できることと質問の例",
    "/documents": "読み込まれている資料の一覧",
    "/explain": "直前の質問の読み方（「/explain 質問」でその質問の読み方）",
    "/reset": "会話を忘れて最初から",
    "/quit": "終わる（Ctrl-D でも）",
}

NAME = "名称"
BESIDE = "担当／区分"
SMALL_PRINT = ("※", "読み方", "出典")
"""How the lines of a reply's text begin that stand below the answer itself."""


def asked(question: str) -> str:
    """The line above a reply where several stand one after the other."""
    return f"＞ {one_line(question)}"


def one_line(text: str) -> str:
    """What someone typed, in one line; control characters do not reach the terminal."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())


def welcome(document: DocumentRef) -> str:
    return (
        f"よさんボットです。「{document_name(document)}」について質問してください。\n使い方は /help、終わるには /quit。"
    )


def command_lines() -> str:
    width = max(len(name) for name in COMMANDS)
    return "\n".join(f"  {name.ljust(width)}  {meaning}" for name, meaning in COMMANDS.items())


def no_such_command(name: str) -> str:
    return f"{name} という命令はありません。\n{command_lines()}"


def document_line(summary: DocumentSummary, *, chosen: bool) -> str:
    """A document of the store in one line; `chosen` is the one questions go to."""
    document = summary.ref
    facts = [
        f"識別名 {document.slug}",
        f"第{document.revision}版",
        "同梱" if summary.bundled else f"{summary.file_name}（{summary.loaded_at:%Y-%m-%d}）",
    ]
    if summary.accepted:
        facts.append("食い違いを承知で読み込み")
    return f"{'*' if chosen else ' '} {document_name(document)}  {'、'.join(facts)}"
