"""Blocks through the models of two libraries that know Slack's rules: what either refuses raises."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block as Modelled
from slack_sdk.models.blocks import RawTextObject, RichTextBlock, TableBlock
from slack_sdk.models.views import View
from slackblocks import (
    AxisConfig,
    BarChart,
    ChartSegment,
    DataPoint,
    DataSeries,
    DataTableBlock,
    DataVisualizationBlock,
    PieChart,
    RawNumber,
    RawText,
)
from slackblocks import RichTextBlock as RichText

_UNMODELLED = {"data_table": "slackblocks", "data_visualization": "slackblocks"}


def validate(blocks: Sequence[Mapping[str, Any]]) -> None:
    """Parse and validate every block.

    Errors: whatever the models raise for a block they refuse; `AssertionError` for one they do not know.
    """
    for block in blocks:
        if block["type"] == "data_table":
            _data_table(block)
        elif block["type"] == "data_visualization":
            _data_visualization(block)
        else:
            _modelled(block)


def validate_view(view: Mapping[str, Any]) -> None:
    """A modal or home tab, and its blocks but those slack_sdk does not model."""
    known = [block for block in view["blocks"] if block["type"] not in _UNMODELLED]
    View(**{**copy.deepcopy(dict(view)), "blocks": copy.deepcopy(known)}).validate_json()
    validate(view["blocks"])


def _modelled(block: Mapping[str, Any]) -> None:
    parsed = Modelled.parse(copy.deepcopy(dict(block)))
    assert parsed is not None, f"slack_sdk knows no {block['type']}"
    made = parsed.to_dict()
    if isinstance(parsed, TableBlock):
        assert all(RawTextObject(text=cell["text"]).to_dict() == cell for row in block["rows"] for cell in row)
    elif not isinstance(parsed, RichTextBlock):
        assert made == dict(block), "slack_sdk would send something else"


def _data_table(block: Mapping[str, Any]) -> None:
    rows: list[list[RawText | RawNumber | RichText]] = [
        [
            RawNumber(cell["value"], cell["text"]) if cell["type"] == "raw_number" else RawText(cell["text"])
            for cell in row
        ]
        for row in block["rows"]
    ]
    made = DataTableBlock(rows, block["caption"], block["page_size"], block["row_header_column_index"])
    assert made._resolve()["rows"] == block["rows"]


def _data_visualization(block: Mapping[str, Any]) -> None:
    chart = block["chart"]
    if chart["type"] == "pie":
        DataVisualizationBlock(block["title"], PieChart([ChartSegment(**each) for each in chart["segments"]]))
        return
    series = [DataSeries(each["name"], [DataPoint(**point) for point in each["data"]]) for each in chart["series"]]
    DataVisualizationBlock(block["title"], BarChart(series, AxisConfig(**chart["axis_config"])))
