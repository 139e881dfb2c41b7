"""What the commands say of themselves: the `--help` of each, and what is wrong with a command line."""

from __future__ import annotations

USAGE = "使い方"
OPTIONS = "オプション"
COMMANDS = "コマンド"
HELP_OPTION = "この説明を表示します。"
VERSION_OPTION = "版を表示します。"

YOSAN = """よさんボット: 予算の資料に日本語で質問すると、正しい金額を出典つきで答えます。

はじめの一歩（資料は同梱されています。準備は要りません）:

  yosan ask "一般会計の今年度予算は？"
  yosan ask "拡充された事業を予算の大きい順に3つ"
  yosan chat

言語モデルは使いません。資料にないことには答えず、その理由を言います。
どう読んだかは返事の「読み方」に、もとの数字は「出典」に示します。
各コマンドの詳しい説明: yosan コマンド --help

終了コード:
  0   答えた、聞き返した、または案内をした
  1   答えられない質問があった（資料にない、対象外、該当なし、読み取れない）。eval では、正答でない返事があった
  2   使い方か、渡されたファイルに誤りがある
  3   データベースを開けない、読み書きできない
  70  予期しない不具合"""

ASK = """質問に答えます。質問をいくつか並べると、一つの会話として順に答えます。

例:
  yosan ask "部の予算は全部でいくら？"
  yosan ask "新規事業はいくつ？" "その中で一番大きいのは？"
  yosan ask --json "一般会計は前年度からどれだけ増えた？"
  yosan ask --batch questions.jsonl > replies.jsonl

「-」で始まる質問は、前に -- を置きます: yosan ask -- "-5%以下の課は？"

--batch のファイルは1行に1つの会話を書いた JSON Lines です:
  {"id": "a-1", "turns": ["一般会計の予算は？", "前年度と比べると？"]}
1会話につき1行 {"id": …, "replies": […]} を出力します。会話どうしは互いを覚えません。
すべての行を処理できれば、答えられない質問があっても終了コードは 0 です。"""

CHAT = """続けて質問できる対話です。「それは？」「その中で」のような続きの質問もできます。

例:
  yosan chat
  yosan chat --document 令和3年度
  printf '一般会計の予算は？\\n前年度は？\\n' | yosan chat

対話の中で使えるもの: /help /documents /explain /reset /quit"""

LOAD = """予算の資料（テキスト）を読み込み、合計や増減率を検算して報告します。

例:
  yosan load r3_yosan.txt
  yosan load r3_yosan.txt --data r3_yosan.toml
  yosan load r3_yosan.txt --accept

同じ名前の .toml が隣にあれば、一緒に読みます（別名や同義語、自治体名）。
読み取れない、または合計が食い違うときは、何も保存せず、行番号と理由を示します。
食い違いを承知で読み込むには --accept を付けます。
同じファイルをもう一度読み込んでも何も変わりません。内容が変わっていれば新しい版になります。
最後に読み込んだ資料が、以後の質問の対象になります。"""

DOCUMENTS = """読み込まれている資料を一覧にします。先頭の「*」が、いま質問の対象になる資料です。

例:
  yosan documents
  yosan documents --json"""

EXPLAIN = """質問をどう読み、何を調べたかを、段階ごとに示します（保守する人と、疑う人のために）。

例:
  yosan explain "一般会計は前年度から何％減った？"
  yosan explain "新規事業は？" "その合計は？"

形態素、見つけた語、使った規則、問い合わせ、SQL、使われなかった語の順に表示します。
規則は試した順に、採用か見送りかを示します。採用の後ろは質問にあった手がかり、見送りの後ろは最後に見た手がかりです。"""

EVAL = """答えの分かっている質問集を質問し、正答・聞き返し・辞退・誤答の数をタグごとに示します。

例:
  yosan eval questions.jsonl
  yosan eval tests/cases/bundled_rank.yaml --show
  yosan eval questions.jsonl --save before.json
  yosan eval questions.jsonl --against before.json
  yosan eval questions.jsonl --tag ranking

質問集は、1行に1つの会話を書いた JSON Lines か、YAML（.yaml）です:
  {"id": "a-1", "tag": "basic", "turns": ["一般会計の予算は？"], "expect": [{"amount": 1000}]}

  document: bundled
  cases:
    - name: account_general
      expect: {amount: 1000}
      phrasings: ["一般会計の予算は？", "一般会計はいくら？"]

質問する資料は --document、なければ YAML の document（bundled は同梱の資料）、なければいつもの資料です。
誤りのあるファイルがあれば、何も質問せず、行番号と理由を示します。
すべて正答なら終了コードは 0、そうでなければ 1 です。"""

SLACK = """Slack につないで、質問に答えます。Ctrl-C で終了します（届いている質問には答え終えます）。

例:
  yosan slack
  yosan slack --http --host 0.0.0.0 --port 3000

ふだんは Socket Mode でつなぎます。こちらから Slack につなぐので、公開の URL は要りません。
  環境変数 SLACK_BOT_TOKEN（xoxb-…）と SLACK_APP_TOKEN（xapp-…）
--http を付けると、Slack からの呼び出し（署名を確かめます）を /slack/events で待ちます。
  環境変数 SLACK_BOT_TOKEN と SLACK_SIGNING_SECRET
どちらも、いまのフォルダーの .env に書いておけます。

アプリは deploy/slack/manifest.json から作れます。アカウントなしで試すには yosan playground を使います。"""

PLAYGROUND = """この機械の中に Slack のような練習場を作り、ボットを入れて、ブラウザーで試せるようにします。

例:
  yosan playground
  yosan playground --port 8080

アカウントもトークンも要りません。Node.js（npm）が要ります（最初に local-slack をインストールします）。"""

DIGEST = """決まった曜日と時刻に Slack へ届ける、定期のお知らせです。作るのは Slack の /yosan-digest です。

例:
  yosan digest list
  yosan digest preview
  yosan digest run
  yosan digest history"""

DIGEST_LIST = """お知らせを一覧にします。次にいつ届けるかも示します。

例:
  yosan digest list"""

DIGEST_PREVIEW = """お知らせがいま何を伝えるかを表示します。どこにも届けず、記録も残しません。

例:
  yosan digest preview
  yosan digest preview --topic 今日の事業 --topic 課別の動き
  yosan digest preview 朝のお知らせ --date 2026-04-01

お知らせは、番号か名前の一部で選びます。省くと、見本を表示します。"""

DIGEST_RUN = """時刻になっていて、まだ届けていないお知らせを、いま届けます。

例:
  yosan digest run

ふだんは yosan slack が届けるので、要りません。cron などから動かすときに使います。
どちらを、いくつ同時に動かしても、同じお知らせが二度届くことはありません。
環境変数 SLACK_BOT_TOKEN（xoxb-…）が要ります。.env に書いておけます。"""

DIGEST_HISTORY = """届けるはずだったお知らせがどうなったかを、新しい順に表示します。

例:
  yosan digest history
  yosan digest history 朝のお知らせ --most 5"""
OUTBOX = """Slack に送れていない回答を見て、送り直します。

例:
  yosan outbox list
  yosan outbox show 12
  yosan outbox replay 12
  yosan outbox drop 12

回答は書き留めてから送ります。送れないときは間を置いて何度か試し、それでも送れなければ、聞いた人にそう伝えて、ここに残します。
残すのは30日です。"""

OUTBOX_LIST = """送信を待っている回答と、送れなかった回答を、古い順に一覧にします。先頭が番号です。

例:
  yosan outbox list"""

OUTBOX_SHOW = """送れていない回答の本文と、送れなかった理由を示します。

例:
  yosan outbox show 12"""

OUTBOX_REPLAY = """送れなかった回答を送り直します。送るのは、動いている（または次に始める）yosan slack です。

例:
  yosan outbox replay 12
  yosan outbox replay --all

届いているかもしれないものは、届いていないことを確かめてから送ります。"""

OUTBOX_DROP = """送れなかった回答を捨てます。

例:
  yosan outbox drop 12 13"""

FEEDBACK = """回答に付いた 👎 を、質問集にします。

例:
  yosan feedback export feedback.yaml"""

FEEDBACK_EXPORT = """👎 の付いた回答を、yosan eval の質問集（YAML）に書き出します。

例:
  yosan feedback export feedback.yaml
  yosan eval feedback.yaml --show
  yosan feedback export r3.yaml --document 令和3年度 --days 30

質問は、続きの質問なら会話の初めから入ります。期待する答えはまだ分からないので todo とし、そのときの読み方、返事、
「違っていたところ」を添えます。yosan eval は todo の質問を採点せずに「未記入」と数えるので、
todo を期待する答え（amount など）に書き換えてください。
もうあるファイルには書きません。聞いた人の名前は書き出しません。"""

UNKNOWN = """読み取れなかった語と、お答えしなかった質問を、多い順に並べます（言葉や規則を足す人のために）。

例:
  yosan unknown
  yosan unknown --days 30 --most 50"""

SHORT = {
    "ask": "質問に答える",
    "chat": "続けて質問する",
    "load": "資料を読み込む",
    "documents": "読み込まれている資料の一覧",
    "explain": "質問の読み方を詳しく示す",
    "eval": "質問集で正答率を調べる",
    "slack": "Slack で答える",
    "playground": "Slack の練習場をこの機械に作る",
    "digest": "定期のお知らせを見る、届ける",
    "digest list": "お知らせの一覧",
    "digest preview": "お知らせの内容を見る",
    "digest run": "時刻になったお知らせを届ける",
    "digest history": "届けた記録",
    "outbox": "送れていない回答を見て、送り直す",
    "outbox list": "送れていない回答の一覧",
    "outbox show": "回答の本文と、送れなかった理由",
    "outbox replay": "送り直す",
    "outbox drop": "捨てる",
    "feedback": "👎 の付いた回答を質問集にする",
    "feedback export": "質問集に書き出す",
    "unknown": "読み取れなかった語と質問を多い順に示す",
}

QUESTION = "質問"
DIGEST_NAME = "お知らせ"
TOPIC_NAME = "内容"
DAY = "年-月-日"
FILE = "ファイル"
FRAGMENT = "資料"
PREFIX = "タグ"
URL = "URL"
HOST_NAME = "ホスト"
NUMBER = "番号"
DAYS = "日数"

JSON_REPLIES = "返事を JSON で、1行に1つ出力します。"
JSON_DOCUMENTS = "一覧を JSON で、1行に1つ出力します。"
BATCH = "会話を書いた JSON Lines のファイル。- は標準入力です。"
DOCUMENT = "資料を選びます（識別名、または題名の一部）。省くと最後に読み込んだ資料、なければ同梱の資料です。"
DATABASE = "データベースの URL。省くと環境変数 YOSAN_DATABASE_URL、なければ利用者ごとの SQLite ファイルです。"
SAVE = "結果を JSON のファイルに残します。"
AGAINST = "残しておいた結果と比べ、変わったところを示します。"
SHOW = "正答でなかった質問を、期待した答えと返事とともに示します。"
TAG = "タグがこの文字で始まる質問だけにします。"
ACCEPT = "合計などが食い違っていても読み込みます。"
DATA = "別名や同義語を書いた TOML ファイル。省くと、同じ名前の .toml が隣にあれば使います。"
HTTP = "Socket Mode の代わりに、HTTP で呼び出しを待ちます。"
HOST = "--http で待ち受けるホスト。省くと 127.0.0.1 です。"
PORT = "--http で待ち受けるポート。省くと 3000 です。"
REPLAY_ALL = "送れなかったものをすべて送り直します。"
NUMBERS_OR_ALL = "番号か --all の、どちらか一方を指定してください。"
FEEDBACK_DAYS = "この日数の間に聞かれた質問だけにします。省くと 365 です。"
UNKNOWN_DAYS = "この日数の間に聞かれた質問を数えます。省くと 90 です。"
UNKNOWN_MOST = "それぞれ、この数まで示します。省くと 20 です。"
WINDOW_PORT = "練習場を開くポート。省くと 3000 です。0 なら空いているポートを使います。"
TOPIC = (
    "見本が伝える内容（今日の事業、課別の動き、新規・拡充、注目の柱、よく聞かれた質問、資料のお知らせ）。繰り返せます。"
)
DATE = "その日に届けるものとして表示します。省くと次に届ける日です。"
MOST_RUNS = "表示する件数。省くと 20 です。"


def no_such_option(name: str, near: list[str]) -> str:
    return f"{name} というオプションはありません。{_perhaps(near)}"


def no_such_command(name: str, near: list[str]) -> str:
    return f"{name} というコマンドはありません。{_perhaps(near)}"


def _perhaps(near: list[str]) -> str:
    return f"もしかして: {'、'.join(near)}" if near else ""


def no_such_topic(name: str) -> str:
    return f"{name} という内容はありません。"


def missing(name: str) -> str:
    return f"{name} を指定してください。"


def missing_value(name: str) -> str:
    return f"{name} の値がありません。"


def bad_value(name: str) -> str:
    return f"{name} の値が正しくありません。"


def unexpected_arguments() -> str:
    return "余分な引数があります。質問や名前に空白を含むときは、引用符で囲んでください。"


def how_to_get_help(command: str) -> str:
    return f"説明: {command} --help"


QUESTION_OR_BATCH = '質問を指定してください。例: yosan ask "今年度の予算は？"'
NOT_BOTH = "--batch と質問は同時に指定できません。"
SAVE_OVER_QUESTIONS = "--save に質問集と同じファイルは指定できません。"
