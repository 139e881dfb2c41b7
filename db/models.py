"""The store's model.

A figure is a *fact*: (document revision, fiscal year, phase, as-of month, what it is a figure of, row kind,
unit) → one integer, with the line and the printed cell it was read from. 「前年度」 is never a column: it is a
fact of another period. A project is not its listing: it is listed once or more, and re-listings (再掲) point to the
first. Administrative (organisation, account), programme (project) and policy classifications are separate
dimensions, so documents of other departments, years and governments fit without a new table.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship
from sqlalchemy.types import DateTime


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Document(Base):
    """One budget document, over all its revisions."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    government: Mapped[str]
    department: Mapped[str]
    fiscal_year: Mapped[int]
    title: Mapped[str]
    published: Mapped[str]
    """As printed: «令和2年2月»."""

    revisions: Mapped[list[Revision]] = relationship(back_populates="document", order_by="Revision.number")


class Revision(Base):
    """One state of a document's text; the one with the highest number is current. Never changed once loaded."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    digest: Mapped[str]
    """SHA-256 of the text and of the data file that belongs to it, hexadecimal. Not unique: a document may be
    changed and changed back, which is a third revision."""
    file_name: Mapped[str]
    bundled: Mapped[bool]
    """Shipped with the package and loaded on first use, rather than loaded by hand."""
    accepted: Mapped[bool]
    """Loaded with --accept although something printed does not reconcile."""
    loaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    chosen_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When it was last loaded by hand (again): the latest is the default document."""
    text: Mapped[str] = mapped_column(Text)
    """The document as read: nothing is lost, whatever the reader made of it."""
    data: Mapped[str] = mapped_column(Text, default="")
    """The data file (TOML) beside the document; the previous revision's where none was given; else empty."""

    document: Mapped[Document] = relationship(back_populates="revisions")


class Account(Base):
    """会計: 一般会計, the special accounts, and 特別会計 as their sum."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("revision_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """A single special account's group (特別会計)."""


class Organisation(Base):
    """組織: the department and its divisions."""

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("revision_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """None for the department."""


class Policy(Base):
    """A node of the policy tree of the list of main projects: pillar (戦略), part, section."""

    __tablename__ = "policy"
    __table_args__ = (UniqueConstraint("revision_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    """pillar, part or section (`nlp.query.Kind`)."""
    key: Mapped[str]
    """«3», «3-1», «3-1-2»."""
    name: Mapped[str]
    label: Mapped[str]
    """How the outline heads it («戦略3 「新時代に対応した」»), where it does; else the printed ordinal."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("policy.id"))
    line: Mapped[int]
    printed: Mapped[str]


class Project(Base):
    """事業: counted once, however often it is listed."""

    __tablename__ = "project"
    __table_args__ = (UniqueConstraint("revision_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    """番号 as printed."""
    name: Mapped[str]
    """As its first listing prints it, line wraps undone."""
    category: Mapped[str | None]
    """区分 as printed: 新規, 拡充; None where the cell is empty."""
    summary: Mapped[str] = mapped_column(Text)
    division_names: Mapped[str]
    """The cell of divisions, line wraps undone, «、» between: «産業政策課、商業・県産品振興課»."""
    division_count: Mapped[int]
    search_name: Mapped[str] = mapped_column(Text)
    """The name and its aliases, folded as `nlp.normalize.fold` does, newline between: what a topic search looks in."""
    search_text: Mapped[str] = mapped_column(Text)
    """search_name, summary and linked outline text, folded."""


class ProjectAlias(Base):
    """Another name of a project: printed elsewhere (outline, second name in the cell) or from the data file."""

    __tablename__ = "project_alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    origin: Mapped[str]
    """cell, outline or data."""


class ProjectDivision(Base):
    """Who runs a project, in printed order."""

    __tablename__ = "project_division"

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)


class Listing(Base):
    """A numbered row of the list of main projects; a re-listing (再掲) points to the first."""

    __tablename__ = "listing"
    __table_args__ = (UniqueConstraint("revision_id", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    first_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"))
    """None for the first listing."""
    line: Mapped[int]
    section: Mapped[str]
    printed: Mapped[str] = mapped_column(Text)
    """The whole row as printed, cells separated by tabs."""


class Breakdown(Base):
    """An unnumbered line under a project: shown with it, not added to it."""

    __tablename__ = "breakdown"
    __table_args__ = (UniqueConstraint("revision_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    key: Mapped[str]
    """«2-1»: the project's number and the ordinal under it."""
    category: Mapped[str | None]
    summary: Mapped[str] = mapped_column(Text)
    line: Mapped[int]
    section: Mapped[str]
    printed: Mapped[str] = mapped_column(Text)


class Outline(Base):
    """An entry of the 施策体系: a project, a bundle of projects, or a line under one."""

    __tablename__ = "outline"
    __table_args__ = (UniqueConstraint("revision_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    """1-based order in the document; the entry's key."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("outline.id"))
    """The entry this one stands under («・» lines and tagged lines without a division)."""
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    breakdown_id: Mapped[int | None] = mapped_column(ForeignKey("breakdown.id", ondelete="CASCADE"))
    """The unnumbered line it speaks of; `project_id` is then None, for it is not the project's whole amount."""
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"))
    """The pillar it stands under."""
    heading: Mapped[str]
    """The heading above it in the outline."""
    tag: Mapped[str | None]
    """新規, 拡充, 継続 from 〈新〉〈拡〉〈継〉; None where untagged."""
    name: Mapped[str]
    division_names: Mapped[str]
    """As printed in 【】 with «ほか» kept; empty where none."""
    partial: Mapped[bool]
    """「の一部」 stands after the amount."""
    relisted: Mapped[bool]
    """【再掲】 stands on it."""
    text: Mapped[str] = mapped_column(Text)
    """The describing lines under it, joined."""
    note: Mapped[str]
    """Its ※ note, else empty."""
    line: Mapped[int]
    section: Mapped[str]
    printed: Mapped[str] = mapped_column(Text)


class Footnote(Base):
    """A ※ note, wherever it stands."""

    __tablename__ = "footnote"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    outline_id: Mapped[int | None] = mapped_column(ForeignKey("outline.id", ondelete="CASCADE"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    text: Mapped[str]
    line: Mapped[int]
    section: Mapped[str]


class Fact(Base):
    """One figure of one thing in one period, as printed.

    The thing is a row of the first table (organisation and account as printed: a division's row has both, an
    account total and a single special account the department and the account, the grand total the department
    alone), a project, a breakdown line or an outline entry.
    """

    __tablename__ = "fact"
    __table_args__ = (
        CheckConstraint("phase IN ('initial', 'current')", name="phase"),
        CheckConstraint("row_kind IN ('detail', 'subtotal', 'total')", name="row_kind"),
        Index("ix_fact_revision_period", "revision_id", "fiscal_year", "phase"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"))
    fiscal_year: Mapped[int]
    phase: Mapped[str]
    as_of_month: Mapped[int | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"), index=True)
    breakdown_id: Mapped[int | None] = mapped_column(ForeignKey("breakdown.id", ondelete="CASCADE"), index=True)
    outline_id: Mapped[int | None] = mapped_column(ForeignKey("outline.id", ondelete="CASCADE"), index=True)
    row_kind: Mapped[str]
    """detail, subtotal or total."""
    amount_thousand_yen: Mapped[int]
    unit: Mapped[str]
    """As the document states it: 千円."""
    line: Mapped[int]
    section: Mapped[str]
    printed: Mapped[str]
    """The cell as printed, e.g. «2,158,796»."""


class PrintedRate(Base):
    """A rate of change the document prints, beside the one recomputed from its facts."""

    __tablename__ = "printed_rate"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    fiscal_year: Mapped[int]
    phase: Mapped[str]
    as_of_month: Mapped[int | None]
    base_fiscal_year: Mapped[int]
    base_phase: Mapped[str]
    base_as_of_month: Mapped[int | None]
    printed_permille: Mapped[int | None]
    """Tenths of a percent, signed; None for 皆増, 皆減 or «－»."""
    computed_permille: Mapped[int | None]
    """The same from the facts, rounded half away from zero; None where the base is 0."""
    line: Mapped[int]
    section: Mapped[str]
    printed: Mapped[str]
    """«▲ 7.2»"""


class Alias(Base):
    """Another name of a division, account, department or policy node, from the data file beside a document."""

    __tablename__ = "alias"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]


class Synonym(Base):
    """Words that mean the same in a document; `group` numbers the groups."""

    __tablename__ = "synonym"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    group: Mapped[int]
    word: Mapped[str]


class Spelling(Base):
    """What the reader worked out of a revision's words, kept for the next start; `key` tells whether it still holds."""

    __tablename__ = "spelling"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    """JSON."""
