"""What the bot says of itself as an app in Slack: where it cannot answer, what to set up, what was done."""

from __future__ import annotations

from bot.digest.lost import NoSuchDigest
from bot.slack.credentials import (
    AddressUnavailable,
    BadCredentials,
    NoLocalSlack,
    RefusedCredentials,
    Secret,
    Unreachable,
)

_LONGEST = 80
"""Characters of a question that are said again."""
FAILED = "うまくお答えできませんでした。申し訳ありません。少し待って、もう一度お試しください。"
LATE = "お答えするのが遅くなってしまいました。申し訳ありません。まだお入り用でしたら、もう一度お尋ねください。"
NO_STORE = "いま資料を調べられません。申し訳ありません。しばらくしてから、もう一度お尋ねください。"
NOT_HERE = "このチャンネルではお答えできません。ダイレクトメッセージでお尋ねください。"
"""In a channel that is not among those allowed."""
HELP = "使い方"
"""Asked of the reader where a mention or a command says nothing else."""
PROMPTS = "たとえば、こんなことを聞けます"
SETTINGS_COMMANDS = ("設定", "settings")
QUESTION_GONE = "質問が削除されました。回答も削除しますか？"
GONE = "この回答は、もうありません。"
DELETED = "回答を削除しました。"
NOT_YOURS = "回答を削除できるのは、質問した方と管理者だけです。"
THANKS = "ありがとうございます。参考にします。"
FILE_SENT = "ファイルをダイレクトメッセージでお送りしました。"
NOT_THERE = "そのチャンネルではお答えできないので、ここでお答えします。"
ELSEWHERE = "もとの場所には書けなかったので、ここでお答えします。"
ONLY_ADMINS_LOAD = "資料を読み込めるのは管理者だけです。"
FILE_TOO_LARGE = "ファイルが大きすぎます（5MB まで）。"
FOLLOW_UPS_ON = "このチャンネルでは、スレッドの続きの質問に、名前を呼ばれなくてもお答えします。"
FOLLOW_UPS_OFF = "このチャンネルでは、名前を呼ばれたときだけお答えします。"

DEPARTMENT = "部全体"
DEPARTMENT_TOTAL = ("部", "部全体", "全体", "全部", "合計")
TOTALS = {
    "課別": "課ごとの予算は？",
    "会計別": "会計ごとの予算は？",
    "戦略別": "戦略ごとの主要事業の合計は？",
    "新規": "新規事業の予算の合計は？",
    "拡充": "拡充された事業の予算の合計は？",
}
"""What `/yosan-total` can be followed by, and what is asked then."""
NO_DIGESTS = "お知らせはまだありません。Slack の /yosan-digest で作れます。"
BOT_NAME = "よさんボット"
WORKSPACE = "よさんボットの練習場"
STOPPING = "終了します。届いている質問に答え終えるまで、少しお待ちください。"
STOPPED = "終了しました。"


def unsent(question: str) -> str:
    """Of an answer that could not be sent."""
    return f"{_of(question)}お答えを送れませんでした。申し訳ありません。少し待って、もう一度お尋ねください。"


def unsure(question: str) -> str:
    """Of an answer that may or may not be there."""
    return f"{_of(question)}お答えが届いていないかもしれません。届いていなければ、もう一度お尋ねください。"


def _of(question: str) -> str:
    line = " ".join(question.split())
    return f"「{line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}」への" if line else ""


def total_of(name: str) -> str:
    return f"{name}の予算は？"


def as_chart(question: str) -> str:
    """A question asked again, for a picture."""
    return f"グラフで、{question}"


def file_for(question: str) -> str:
    return f"「{question}」の回答のファイルです。"


def connected(name: str) -> str:
    return f"{name} として Slack につながりました。Ctrl-C で終了します。"


def listening(name: str, where: tuple[str, int]) -> str:
    return f"{name} として Slack からの呼び出しを待っています（{where[0]}:{where[1]}）。Ctrl-C で終了します。"


WHERE: dict[Secret, str] = {
    Secret.BOT_TOKEN: "アプリの管理画面の「OAuth & Permissions」にある Bot User OAuth Token（xoxb- で始まります）",
    Secret.APP_TOKEN: (
        "アプリの管理画面の「Basic Information」→「App-Level Tokens」で connections:write を付けて作るトークン"
        "（xapp- で始まります）"
    ),
    Secret.SIGNING_SECRET: "アプリの管理画面の「Basic Information」→「App Credentials」にある Signing Secret",
}
"""Where each is found in Slack's pages for apps."""

_MAKE = (
    "アプリは、Slack の「Your Apps」→「Create New App」→「From a manifest」で、"
    "deploy/slack/manifest.json を貼り付けて作れます。"
)


def playground(address: str) -> str:
    return (
        f"練習場ができました。ブラウザーで開いてください: {address}\n"
        "チャンネルで「@よさんボット 一般会計の予算は？」と書くか、ダイレクトメッセージで話しかけてみてください。"
        "Ctrl-C で終了します。"
    )


def no_local_slack(error: NoLocalSlack) -> str:
    return NO_LOCAL_SLACK[error.why]


NO_LOCAL_SLACK: dict[str, str] = {
    "node": "練習場には Node.js（npm）が要ります。インストールしてから、もう一度お試しください。",
    "npm": "練習場に使う local-slack を npm でインストールできませんでした。ネットワークを確かめてください。",
    "start": "練習場の Slack を始められませんでした。ポートがほかで使われていないか、確かめてください。",
}


def bad_credentials(error: BadCredentials) -> str:
    missing = [f"  {secret}: {WHERE[secret]}" for secret in error.missing]
    mistaken = [f"  {secret}: {WHERE[secret]}" for secret in error.mistaken]
    lines = [
        *(["Slack につなぐための設定がありません。環境変数か .env に書いてください。", *missing] if missing else []),
        *(["Slack につなぐための設定が、別のもののようです。", *mistaken] if mistaken else []),
        _MAKE,
        "アカウントなしで試すには: yosan playground",
    ]
    return "\n".join(lines)


def refused_credentials(error: RefusedCredentials) -> str:
    return (
        f"Slack が {error.secret} を受け付けませんでした（{error.answer}）。\n  {error.secret}: {WHERE[error.secret]}"
    )


def unreachable(error: Unreachable) -> str:
    return f"Slack につながりません（{error.api}）。ネットワークを確かめてください。"


def no_such_digest(error: NoSuchDigest) -> str:
    known = f"あるもの: {'、'.join(error.known)}" if error.known else NO_DIGESTS
    return f"「{error.wanted}」に当たるお知らせを、一つに決められません。{known}"


def address_unavailable(error: AddressUnavailable) -> str:
    return f"{error.host}:{error.port} で待ち受けられません。ほかのプログラムが使っていないか、確かめてください。"
