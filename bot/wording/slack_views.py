"""What Slack's modals and the home tab say."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

_JAPAN = timezone(timedelta(hours=9))

CLOSE = "閉じる"
SEND = "送る"
SAVE = "保存"
ASK = "質問する"

SOURCES_TITLE = "出典"
IN_ITS_WORDS = "資料の言葉のまま"
NO_SOURCES = "この返事に、資料から引いた数字はありません。"
MORE_SOURCES = "多いので、ここまでにしました。すべては CSV か Excel で見られます。"

FEEDBACK_TITLE = "どこが違いましたか"
FEEDBACK_LABEL = "気づいたこと"
FEEDBACK_HINT = "正しい数字や、聞きたかったことを書いてもらえると助かります。書かずに送ってもかまいません。"

ASK_TITLE = "よさんボットに質問"
ASK_LABEL = "質問"
ASK_PLACEHOLDER = "例: 雇用対策課の今年度予算は？"
ASK_CHANNEL = "答えを出す場所"
ASK_CHANNEL_HINT = "選ばなければ、自分だけに答えます。"

SETTINGS_TITLE = "このチャンネルの設定"
FOLLOW_UPS_LABEL = "続きの質問"
FOLLOW_UPS_ON = "スレッドでは @ を付けなくても答える"
FOLLOW_UPS_OFF = "@ を付けたときだけ答える"

DIVISIONS = "課ごとの予算"
NEW_PROJECTS = "新しい事業"
EXAMPLES = "聞いてみる"
RECENT = "最近の質問"
NO_RECENT = "まだ質問がありません。上の「質問する」からどうぞ。"
DOCUMENTS = "読み込まれている資料"
DIGEST = "定期のお知らせ"
NO_DIGEST = "設定されていません。"
SET_UP_DIGESTS = "お知らせを設定"
SETTINGS = "設定"
CHOSEN = "いま質問の対象"
RECONCILED = "検算: 一致"
NOT_RECONCILED = "検算: 食い違いあり（承知のうえで読み込み）"


def document_line(name: str, revision: int, loaded_at: datetime, *, reconciled: bool, chosen: bool) -> str:
    """«山形県 令和2年度 …（第1版、2024年4月1日、検算: 一致）», the date as in Japan."""
    day = loaded_at.astimezone(_JAPAN)
    facts = [f"第{revision}版", f"{day.year}年{day.month}月{day.day}日に読み込み"]
    facts.append(RECONCILED if reconciled else NOT_RECONCILED)
    if chosen:
        facts.append(CHOSEN)
    return f"・{name}（{'、'.join(facts)}）"


def source_line(line: int, quote: str, labels: str) -> str:
    """«22行「2,158,796」… 雇用対策課 令和2年度当初予算»."""
    return f"{line}行「{quote}」" + (f" … {labels}" if labels else "")
