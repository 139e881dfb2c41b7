"""What is said around digests: their list, their form, what their owners are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.digest.run import Notice
from bot.wording.digest import TOPICS, WEEKDAYS, day
from db.digests.definitions import Block, Digest, Schedule, Topic, Walk

NAME = "よさん便り"
LIST_TITLE = "定期のお知らせ"
FORM_TITLE, EDIT_TITLE, DELETE_TITLE = "お知らせを作る", "お知らせを変える", "お知らせを消す"
NEW = "新しく作る"
NO_DIGESTS = "まだありません。「新しく作る」から、決まった曜日と時刻に予算の話題を届けられます。"
SAVE, DELETE = "保存", "消す"
EDIT, PAUSE, RESUME, TRY = "変える", "止める", "再開する", "自分だけに試す"

NAME_LABEL = "名前"
CHANNEL_LABEL = "届けるチャンネル"
AT_LABEL = "時刻"
WEEKDAYS_LABEL = "曜日"
ZONE_LABEL = "時間帯"
HOLIDAYS_LABEL = "日本の祝日"
HOLIDAYS_ON, HOLIDAYS_OFF = "祝日も届ける", "祝日は休む"
WALK_LABEL = "「今日の事業」の順番"
ONLY_LABEL = "「今日の事業」の範囲"
PILLAR_LABEL = "「注目の柱」"
EMPTY_LABEL = "お伝えすることがないとき"
EMPTY_TELL, EMPTY_SILENT = "休んで、作った人に知らせる", "休む"
EVERYTHING = "すべて"
IN_TURN = "順番に一つずつ"
NOTHING_MORE = "（なし）"
WALKS = {Walk.NUMBER: "番号の順", Walk.DIVISION: "課ごと", Walk.THEME: "施策ごと"}
DESCRIPTIONS = {
    Topic.TODAY: "主要事業を一つずつ。すべてを紹介するまで同じ事業は出ません",
    Topic.MOVES: "前年度と比べて、増減の大きい課から",
    Topic.NEW: "新規と拡充の合計と、大きい事業",
    Topic.PILLAR: "施策の柱を一つ、合計と大きい事業",
    Topic.QUESTIONS: "前回から、そのチャンネルで聞かれた質問と答えられなかった質問",
    Topic.NEWS: "前回から読み込まれた資料と、変わった金額",
}
ZONES = {
    "Asia/Tokyo": "日本",
    "Asia/Seoul": "ソウル",
    "Asia/Taipei": "台北",
    "Asia/Shanghai": "上海",
    "Asia/Hong_Kong": "香港",
    "Asia/Bangkok": "バンコク",
    "Asia/Singapore": "シンガポール",
    "Asia/Kolkata": "インド",
    "Australia/Sydney": "シドニー",
    "Europe/London": "ロンドン",
    "Europe/Paris": "パリ",
    "Europe/Berlin": "ベルリン",
    "America/New_York": "ニューヨーク",
    "America/Chicago": "シカゴ",
    "America/Los_Angeles": "ロサンゼルス",
    "America/Sao_Paulo": "サンパウロ",
    "Pacific/Honolulu": "ハワイ",
    "UTC": "協定世界時",
}
PAUSED = "止めています。"
NEVER = "この設定では、届ける日がありません。"
NOT_YOURS = "変えられるのは、作った人と管理者だけです。"
NOTHING_TO_TRY = "いまお伝えすることはありません。このまま届ける日が来たら、休みます。"
NOT_THERE = "そのチャンネルには届けられません。ほかのチャンネルを選んでください。"


def place(number: int) -> str:
    return f"{number}番目の内容"


def zone_name(zone: str) -> str:
    """«日本（Asia/Tokyo）», «ニューヨーク（America/New York）»."""
    name = zone.replace("_", " ")
    return f"{ZONES[zone]}（{name}）" if zone in ZONES else name


def local(moment: datetime, zone: str) -> str:
    """«2026年4月1日（水）9:00»."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{day(there.date())}{there.hour}:{there.minute:02}"


def next_line(at: datetime | None, schedule: Schedule, *, paused: bool = False) -> str:
    """When it is posted next, and by whose clocks."""
    if paused:
        return PAUSED
    return NEVER if at is None else f"次は {local(at, schedule.zone)} に届けます。時間帯: {zone_name(schedule.zone)}"


def schedule_words(schedule: Schedule) -> str:
    """«月火水木金 9:00（日本（Asia/Tokyo））、祝日は休む»."""
    days = "毎日" if len(schedule.weekdays) == len(WEEKDAYS) else "".join(WEEKDAYS[each] for each in schedule.weekdays)
    holidays = HOLIDAYS_ON if schedule.holidays else HOLIDAYS_OFF
    return f"{days} {schedule.at.hour}:{schedule.at.minute:02}、{zone_name(schedule.zone)}、{holidays}"


def blocks_words(blocks: Sequence[Block]) -> str:
    return "、".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    details = [WALKS[block.walk]] if block.topic is Topic.TODAY and block.walk is not Walk.NUMBER else []
    details += [block.only] if block.only else []
    return TOPICS[block.topic] + (f"（{'、'.join(details)}）" if details else "")


def delete_question(digest: Digest) -> str:
    return f"「{digest.name}」を消します。届けた記録も消えます。"


def saved(digest: Digest, channel: str, at: datetime | None) -> str:
    """`channel` is a channel's mention."""
    return f"「{digest.name}」を {channel} に届けます。{next_line(at, digest.schedule, paused=digest.paused)}"


def invite(channel: str) -> str:
    """`channel` is a channel's mention."""
    return f"まだ {channel} に入っていないので、届けられません。チャンネルで /invite と入力して、招待してください。"


def trying(digest: Digest) -> str:
    return f"「{digest.name}」を、あなただけに試しました。"


def foot(owner: str) -> str:
    """`owner` is a person's mention."""
    return f"{owner} さんの設定で届けています。変えるには /yosan-digest"


def home_line(digest: Digest, at: datetime | None) -> str:
    return f"・{digest.name} … {next_line(at, digest.schedule, paused=digest.paused)}"


def notice(digest: Digest, what: Notice, dates: Sequence[date], why: str) -> str:
    """What an owner is told."""
    days = "、".join(day(each) for each in dates)
    said = {
        Notice.EMPTY: "お伝えすることがなかったので、休みました。",
        Notice.MISSED: "間に合わなかったので、届けませんでした。",
        Notice.FAILED: f"届けられませんでした（{WHY.get(why, why)}）。",
    }[what]
    return f"「{digest.name}」{days}: {said}"


WHY = {
    "not_in_channel": "チャンネルに招待されていません",
    "channel_not_found": "チャンネルが見つからないか、招待されていません",
    "is_archived": "チャンネルがアーカイブされています",
    "restricted_action": "このチャンネルには投稿できません",
}
"""Slack's words for why it does not take a message."""
