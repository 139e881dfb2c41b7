"""What the bot says of itself as an app in Slack: where it cannot answer, what to set up, what was done."""

from __future__ import annotations

from bot.slack.credentials import AddressUnavailable, BadCredentials, RefusedCredentials, Secret

FAILED = "うまくお答えできませんでした。申し訳ありません。少し待って、もう一度お試しください。"
NOT_HERE = "このチャンネルではお答えできません。ダイレクトメッセージでお尋ねください。"
"""In a channel that is not among those allowed."""
HELP = "使い方"
"""Asked of the reader where a mention or a command says nothing else."""
PROMPTS = "たとえば、こんなことを聞けます"
STOPPING = "終了します。届いている質問に答え終えるまで、少しお待ちください。"
STOPPED = "終了しました。"


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
    return f"Slack が {error.secret} を受け付けませんでした（{error.answer}）。\n  {error.secret}: {WHERE[error.secret]}"


def address_unavailable(error: AddressUnavailable) -> str:
    return f"{error.host}:{error.port} で待ち受けられません。ほかのプログラムが使っていないか、確かめてください。"
