"""What reading a question yields: an outcome, and every step that led to it, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from nlp.query import Named, Period, Query


@dataclass(frozen=True, slots=True)
class Choice:
    """One way a question could be meant; `question`, asked alone, is answered."""

    label: str
    question: str
    named: Named | None = None
    """What it is about, where it stands for one thing: «上のやつ», «どっちも»."""


class Unclear(StrEnum):
    """Why a question is asked back."""

    SEVERAL_NAMES = "several_names"
    """`words` name several things equally well."""
    NO_SUBJECT = "no_subject"
    """«あれいくら»: nothing said what, and no conversation tells."""
    NO_MEASURE = "no_measure"
    """A comparison or difference between what?"""
    NEAR_NAME = "near_name"
    """No such name, but one is near: «もしかして»."""


class Refusal(StrEnum):
    """Why a question gets no figure, found while reading it (the store's own gaps are `db.answer.Gap`)."""

    OTHER_YEAR = "other_year"
    """`period` is not in the document."""
    SETTLEMENT = "settlement"
    """決算, 執行, 実績, what came of it."""
    HEADCOUNT = "headcount"
    PERSON = "person"
    """Names or pay of people."""
    OPINION = "opinion"
    FORECAST = "forecast"
    APPLICATION = "application"
    """How, when and who may apply."""
    CONTACT = "contact"
    """Addresses, telephone numbers, opening hours."""
    OTHER_ORGANISATION = "other_organisation"
    """`words` name a department, government or body that the document is not about."""
    WHOLE_GOVERNMENT = "whole_government"
    PROJECT_PAST_YEAR = "project_past_year"
    """The list of main projects has no last-year figures."""
    FINANCING = "financing"
    """Where the money comes from (財源)."""
    SPLIT = "split"
    """How a jointly run project's amount is divided among its divisions."""
    UNKNOWN_NAME = "unknown_name"
    """`words` look like a name, and match nothing."""
    UNKNOWN_TOPIC = "unknown_topic"
    """Nothing in the document is about `words`."""
    UNREAD_WORDS = "unread_words"
    """`words` said something that was not understood: answering would ignore a condition."""
    OUT_OF_SCOPE = "out_of_scope"
    """Not a question about a budget at all (weather, the bot itself …)."""
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_UNDERSTOOD = "not_understood"


class Social(StrEnum):
    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    INSULT = "insult"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class TookName:
    """A name taken although it was not said literally (a slip, a reading, a part of it)."""

    said: str
    named: Named


@dataclass(frozen=True, slots=True)
class Understood:
    queries: tuple[Query, ...]
    """Several questions in one message, in order."""
    took: tuple[TookName, ...] = ()
    inherited: tuple[str, ...] = ()
    """What was taken over from the conversation, as names of parts: «subject», «period», «measure» …"""


@dataclass(frozen=True, slots=True)
class AskBack:
    why: Unclear
    choices: tuple[Choice, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decline:
    why: Refusal
    words: tuple[str, ...] = ()
    period: Period | None = None
    near: tuple[Choice, ...] = ()
    """Nearest questions that can be answered."""
    about: tuple[Query, ...] = ()
    """What it was certainly about, for the turns after it: «…の電話番号は» names its project all the same."""
    adrift: bool = False
    """It was about something that was not understood: what came before is no longer what is spoken of."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Greetings, thanks, «what can you do»."""

    kind: Social


Outcome = Understood | AskBack | Decline | Talk


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the folded text and what it was read as."""

    start: int
    end: int
    text: str
    label: str
    """What kind of thing: «name», «period», «amount», or a concept of the vocabulary («measure.change»)."""
    value: object = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One question, read: the outcome and the steps shown by `yosan explain`."""

    question: str
    folded: str
    outcome: Outcome
    tokens: tuple[str, ...] = ()
    """Surface/part of speech/reading of each token."""
    mentions: tuple[Mention, ...] = ()
    rules: tuple[str, ...] = ()
    """Names of the rules that fired, in order."""
    unread: tuple[str, ...] = ()
    """Content words no rule used."""
    asking_from: int = 0
    """Where in `folded` what asks begins; what goes before says of what."""
    parts: tuple[Reading, ...] = ()
    """Of several questions in one message: each, read."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn that was understood."""

    queries: tuple[Query, ...]
    results: tuple[Named, ...] = ()
    """What the answer's items named, in order."""
    opened: bool = True
    """It stood alone; the turns after it that lean on it belong to it."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """A question that was not answered because of one name in it."""

    text: str
    """Folded."""
    name: str
    """As `text` has it."""
    adrift: bool = False
    """Whether the conversation was, when it was asked."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a conversation remembers: the last understood queries and what they were about."""

    queries: tuple[Query, ...] = ()
    results: tuple[Named, ...] = ()
    """What the last answer's items named, in order: «それ», «2番目», «その中で»."""
    subjects: tuple[Named, ...] = ()
    """Named subjects of earlier turns, latest first: «二つ合わせると», «どっちが多い»."""
    choices: tuple[Choice, ...] = field(default=())
    """What the last turn asked back."""
    opened: bool = True
    """The last understood turn stood alone."""
    earlier: tuple[Exchange, ...] = ()
    """The understood turns before the last, latest first: «最初の条件に戻して», «両課分»."""
    adrift: bool = False
    """The last turn was not answered and was about something else: nothing certain is spoken of."""
    stopped: Stopped | None = None
    """The last turn stopped at a name that the document lacks."""
