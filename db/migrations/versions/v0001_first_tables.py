"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("government", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("published", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("slug", name=op.f("uq_document_slug")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("bundled", sa.Boolean(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_revision_document_id_document"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_revision_document_id_number")),
    )
    op.create_index(op.f("ix_revision_document_id"), "revision", ["document_id"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["account.id"], name=op.f("fk_account_parent_id_account")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_account_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("revision_id", "name", name=op.f("uq_account_revision_id_name")),
    )
    op.create_index(op.f("ix_account_revision_id"), "account", ["revision_id"], unique=False)
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_alias_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_revision_id"), "alias", ["revision_id"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_organisation_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("revision_id", "name", name=op.f("uq_organisation_revision_id_name")),
    )
    op.create_index(op.f("ix_organisation_revision_id"), "organisation", ["revision_id"], unique=False)
    op.create_table(
        "policy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["policy.id"], name=op.f("fk_policy_parent_id_policy")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_policy_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("revision_id", "key", name=op.f("uq_policy_revision_id_key")),
    )
    op.create_index(op.f("ix_policy_revision_id"), "policy", ["revision_id"], unique=False)
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("division_names", sa.String(), nullable=False),
        sa.Column("division_count", sa.Integer(), nullable=False),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_project_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("revision_id", "number", name=op.f("uq_project_revision_id_number")),
    )
    op.create_index(op.f("ix_project_revision_id"), "project", ["revision_id"], unique=False)
    op.create_table(
        "synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_synonym_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym")),
    )
    op.create_index(op.f("ix_synonym_revision_id"), "synonym", ["revision_id"], unique=False)
    op.create_table(
        "breakdown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_breakdown_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_breakdown_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breakdown")),
        sa.UniqueConstraint("revision_id", "key", name=op.f("uq_breakdown_revision_id_key")),
    )
    op.create_index(op.f("ix_breakdown_project_id"), "breakdown", ["project_id"], unique=False)
    op.create_index(op.f("ix_breakdown_revision_id"), "breakdown", ["revision_id"], unique=False)
    op.create_table(
        "listing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["listing.id"], name=op.f("fk_listing_first_id_listing")),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_listing_policy_id_policy"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_listing_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_listing_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("revision_id", "line", name=op.f("uq_listing_revision_id_line")),
    )
    op.create_index(op.f("ix_listing_policy_id"), "listing", ["policy_id"], unique=False)
    op.create_index(op.f("ix_listing_project_id"), "listing", ["project_id"], unique=False)
    op.create_index(op.f("ix_listing_revision_id"), "listing", ["revision_id"], unique=False)
    op.create_table(
        "printed_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("as_of_month", sa.Integer(), nullable=True),
        sa.Column("base_fiscal_year", sa.Integer(), nullable=False),
        sa.Column("base_phase", sa.String(), nullable=False),
        sa.Column("base_as_of_month", sa.Integer(), nullable=True),
        sa.Column("printed_permille", sa.Integer(), nullable=True),
        sa.Column("computed_permille", sa.Integer(), nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_printed_rate_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_printed_rate_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_printed_rate_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_rate")),
    )
    op.create_index(op.f("ix_printed_rate_revision_id"), "printed_rate", ["revision_id"], unique=False)
    op.create_table(
        "project_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_alias_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_alias")),
    )
    op.create_index(op.f("ix_project_alias_project_id"), "project_alias", ["project_id"], unique=False)
    op.create_table(
        "project_division",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_project_division_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_division_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "position", name=op.f("pk_project_division")),
    )
    op.create_index(op.f("ix_project_division_organisation_id"), "project_division", ["organisation_id"], unique=False)
    op.create_table(
        "outline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("breakdown_id", sa.Integer(), nullable=True),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("tag", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("division_names", sa.String(), nullable=False),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("relisted", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["breakdown_id"], ["breakdown.id"], name=op.f("fk_outline_breakdown_id_breakdown"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["outline.id"], name=op.f("fk_outline_parent_id_outline")),
        sa.ForeignKeyConstraint(
            ["policy_id"], ["policy.id"], name=op.f("fk_outline_policy_id_policy"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_outline_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_outline_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outline")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_outline_revision_id_position")),
    )
    op.create_index(op.f("ix_outline_project_id"), "outline", ["project_id"], unique=False)
    op.create_index(op.f("ix_outline_revision_id"), "outline", ["revision_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("as_of_month", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("breakdown_id", sa.Integer(), nullable=True),
        sa.Column("outline_id", sa.Integer(), nullable=True),
        sa.Column("row_kind", sa.String(), nullable=False),
        sa.Column("amount_thousand_yen", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.CheckConstraint("phase IN ('initial', 'current')", name=op.f("ck_fact_phase")),
        sa.CheckConstraint("row_kind IN ('detail', 'subtotal', 'total')", name=op.f("ck_fact_row_kind")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_fact_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["breakdown_id"], ["breakdown.id"], name=op.f("fk_fact_breakdown_id_breakdown"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_fact_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["outline_id"], ["outline.id"], name=op.f("fk_fact_outline_id_outline"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_fact_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_fact_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index(op.f("ix_fact_account_id"), "fact", ["account_id"], unique=False)
    op.create_index(op.f("ix_fact_breakdown_id"), "fact", ["breakdown_id"], unique=False)
    op.create_index(op.f("ix_fact_organisation_id"), "fact", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_fact_outline_id"), "fact", ["outline_id"], unique=False)
    op.create_index(op.f("ix_fact_project_id"), "fact", ["project_id"], unique=False)
    op.create_index("ix_fact_revision_period", "fact", ["revision_id", "fiscal_year", "phase"], unique=False)
    op.create_table(
        "footnote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("outline_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outline_id"], ["outline.id"], name=op.f("fk_footnote_outline_id_outline"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_footnote_project_id_project"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_footnote_revision_id_revision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_footnote")),
    )
    op.create_index(op.f("ix_footnote_revision_id"), "footnote", ["revision_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_footnote_revision_id"), table_name="footnote")
    op.drop_table("footnote")
    op.drop_index("ix_fact_revision_period", table_name="fact")
    op.drop_index(op.f("ix_fact_project_id"), table_name="fact")
    op.drop_index(op.f("ix_fact_outline_id"), table_name="fact")
    op.drop_index(op.f("ix_fact_organisation_id"), table_name="fact")
    op.drop_index(op.f("ix_fact_breakdown_id"), table_name="fact")
    op.drop_index(op.f("ix_fact_account_id"), table_name="fact")
    op.drop_table("fact")
    op.drop_index(op.f("ix_outline_revision_id"), table_name="outline")
    op.drop_index(op.f("ix_outline_project_id"), table_name="outline")
    op.drop_table("outline")
    op.drop_index(op.f("ix_project_division_organisation_id"), table_name="project_division")
    op.drop_table("project_division")
    op.drop_index(op.f("ix_project_alias_project_id"), table_name="project_alias")
    op.drop_table("project_alias")
    op.drop_index(op.f("ix_printed_rate_revision_id"), table_name="printed_rate")
    op.drop_table("printed_rate")
    op.drop_index(op.f("ix_listing_revision_id"), table_name="listing")
    op.drop_index(op.f("ix_listing_project_id"), table_name="listing")
    op.drop_index(op.f("ix_listing_policy_id"), table_name="listing")
    op.drop_table("listing")
    op.drop_index(op.f("ix_breakdown_revision_id"), table_name="breakdown")
    op.drop_index(op.f("ix_breakdown_project_id"), table_name="breakdown")
    op.drop_table("breakdown")
    op.drop_index(op.f("ix_synonym_revision_id"), table_name="synonym")
    op.drop_table("synonym")
    op.drop_index(op.f("ix_project_revision_id"), table_name="project")
    op.drop_table("project")
    op.drop_index(op.f("ix_policy_revision_id"), table_name="policy")
    op.drop_table("policy")
    op.drop_index(op.f("ix_organisation_revision_id"), table_name="organisation")
    op.drop_table("organisation")
    op.drop_index(op.f("ix_alias_revision_id"), table_name="alias")
    op.drop_table("alias")
    op.drop_index(op.f("ix_account_revision_id"), table_name="account")
    op.drop_table("account")
    op.drop_index(op.f("ix_revision_document_id"), table_name="revision")
    op.drop_table("revision")
    op.drop_table("document")
