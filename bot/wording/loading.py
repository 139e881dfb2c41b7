"""What loading a document found, as lines: what was loaded, what reconciles, and what does not."""

from __future__ import annotations

from collections.abc import Iterable

from db.ingest.report import Check, CheckKind, Counts, Discrepancy, LoadReport, LoadStatus, Severity, Step
from nlp.explain import document_name
from nlp.say import period_name

STEPS: dict[Step, str] = {
    Step.READ: "読み込み",
    Step.PARSE: "読み取り",
    Step.LINK: "対応づけ",
    Step.CHECK: "検算",
    Step.STORE: "保存",
}

CHECKS: dict[CheckKind, str] = {
    CheckKind.ACCOUNT_TOTAL: "会計ごとの合計",
    CheckKind.GRAND_TOTAL: "総合計",
    CheckKind.RATE: "増減率",
    CheckKind.RELISTING: "再掲の行と最初の行",
    CheckKind.RELISTING_TEXT: "再掲の行の文言",
    CheckKind.OUTLINE_AMOUNT: "施策体系と一覧の金額",
    CheckKind.OUTLINE_DIVISION: "施策体系と一覧の担当課",
    CheckKind.OUTLINE_TAG: "施策体系と一覧の区分",
    CheckKind.OUTLINE_PILLAR: "施策体系と一覧の柱",
    CheckKind.OUTLINE_UNLISTED: "施策体系にあって一覧にない事業",
    CheckKind.NUMBERING: "事業の番号の並び",
}

_STATUS: dict[LoadStatus, str] = {
    LoadStatus.NEW: "読み込みました",
    LoadStatus.REVISED: "新しい版として読み込みました",
    LoadStatus.UNCHANGED: "前に読み込んだものと同じです。何も変えていません",
}

_MOST_LINKS = 10


def report_lines(report: LoadReport) -> tuple[str, ...]:
    """The whole report, a line each."""
    document = report.document
    edition = f"第{document.revision}版、識別名 {document.slug}"
    head = f"{document_name(document)}（{edition}）: {_STATUS[report.status]}。"
    if report.status is LoadStatus.UNCHANGED:
        return (head,)
    return (head, *_counted(report.counts), *_checked(report), *_linked(report), *_unread(report))


def _counted(counts: Counts) -> tuple[str, ...]:
    return (
        f"  課・会計別の表  {counts.table_rows}行 × {counts.periods}時点（金額 {counts.table_facts}、"
        f"印刷された率 {counts.printed_rates}、課 {counts.divisions}、会計 {counts.accounts}）",
        f"  主要事業一覧    事業 {counts.projects}、再掲 {counts.relistings}、番号のない内訳の行 {counts.breakdowns}"
        f"（柱 {counts.pillars}、節 {counts.parts}、項 {counts.sections}）",
        f"  施策体系        {counts.outline_entries}項目（金額のあるもの {counts.outline_amounts}）、"
        f"※の注 {counts.footnotes}",
    )


def _checked(report: LoadReport) -> tuple[str, ...]:
    lines = ["検算:", *(f"  {_check(check)}" for check in report.checks)]
    if report.discrepancies:
        lines.append(
            "食い違い（--accept により、印刷どおりに保存）:" if report.accepted else "違い（印刷どおりに保存）:"
        )
        lines.extend(discrepancy_lines(report.discrepancies))
    return tuple(lines)


def _check(check: Check) -> str:
    mark = "○" if check.agreed == check.compared else "△"
    return f"{mark} {CHECKS[check.kind]}  {check.agreed}/{check.compared}"


def discrepancy_lines(discrepancies: Iterable[Discrepancy]) -> tuple[str, ...]:
    """Each with its lines, the printed value and what the other lines give."""
    return tuple(f"  {_discrepancy(each)}" for each in discrepancies)


def _discrepancy(found: Discrepancy) -> str:
    mark = "×" if found.severity is Severity.CONTRADICTION else "△"
    lines = "・".join(str(line) for line in found.lines)
    period = f" {period_name(found.period)}" if found.period is not None else ""
    where = f"{lines}行 " if lines else ""
    values = f"印刷は「{found.printed}」" if found.printed else "印刷なし"
    other = f"、照らした値は「{found.computed}」" if found.computed else ""
    return f"{mark} {where}{CHECKS[found.kind]}: {found.subject}{period} {values}{other}"


def _linked(report: LoadReport) -> tuple[str, ...]:
    differing = [link for link in report.links if not link.same_spelling]
    lines = [f"施策体系と一覧の対応: {len(report.links)}件（表記の違うもの {len(differing)}件）"]
    lines += [f"  {link.line}行 「{link.entry}」＝ No.{link.key}「{link.name}」" for link in differing[:_MOST_LINKS]]
    if len(differing) > _MOST_LINKS:
        lines.append(f"  ほか{len(differing) - _MOST_LINKS}件")
    if report.unlinked:
        lines.append(f"一覧のどの行にも対応しない施策体系の項目: {len(report.unlinked)}件")
        lines += [f"  {line}行 「{name}」" for line, name in report.unlinked]
    return tuple(lines)


def _unread(report: LoadReport) -> tuple[str, ...]:
    if not report.unread:
        return ()
    shown = "、".join(f"{each.line}行「{each.text}」" for each in report.unread[:5])
    more = f" ほか{len(report.unread) - 5}行" if len(report.unread) > 5 else ""
    return (f"読み飛ばした行: {shown}{more}",)
