"""What of a combination of axes a person can read, and the format of the file can hold."""

from __future__ import annotations

from collections.abc import Mapping

from .axes import PLAIN, Layout

_FLAT = ("tabs", "cells", "md")


def readable(layout: Mapping[str, str]) -> Layout:
    """The combination without what no person could read and what its format cannot hold."""
    before: Layout = {}
    made = dict(layout)
    while made != before:
        before = dict(made)
        for take_back in (_file, _title, _year, _list, _fields, _one_table, _money, _goals, _values, _indicators):
            take_back(made)
    return made


def _plain(made: Layout, *axes: str) -> None:
    made.update({axis: PLAIN[axis] for axis in axes})


def _file(made: Layout) -> None:
    if made["arranged"] == "sheets" and made["writer"] != "xlsx":
        _plain(made, "arranged")
    if made["forms"] == "1" or made["shape"] == "list":
        _plain(made, "arranged")
    if made["writer"] in _FLAT and made["spans"] == "true":
        # Plain text states no spans; in Markdown every row has all cells.
        made["spans"] = "blanks" if made["writer"] == "md" else "once"


def _title(made: Layout) -> None:
    in_rows = made["arranged"] == "one-table"
    if in_rows and made["title"] != "missing":
        made["title"] = "row"
    if in_rows and made["title"] == "missing" and (made["year"] == "row" or made["unit_place"] == "row"):
        # A line above the first label of the next form would seem to be the last line of the form before it.
        made["title"] = "row"
    if made["title"] in ("two-lines", "named", "missing"):
        _plain(made, "title_words")
    if in_rows or made["title"] == "row":
        # What stands below a title of the table's first row stands in the table, too.
        if made["unit_place"].startswith("line"):
            made["unit_place"] = "row"
        if made["currency"] == "line":
            made["currency"] = "row"
        if made["year"] in ("below", "above"):
            made["year"] = "row"
    if made["name_place"] == "title" and made["title"] != "named":
        _plain(made, "name_place")
    if made["title"] == "row" and made["name_place"] == "line":
        _plain(made, "name_place")
    if made["title"] == "missing" and made["unit_place"] == "line-coded":
        made["unit_place"] = "line"
    if made["unit_place"] in ("field", "line-coded"):
        _plain(made, "unit_line")


def _year(made: Layout) -> None:
    if made["title"] == "missing" and made["year"] in ("in-title", "behind-title"):
        made["year"] = "below"
    if made["title"] == "two-lines" and made["year"] == "above":
        made["year"] = "below"
    if made["title"] == "suffixed" and made["year"] == "behind-title":
        made["year"] = "in-title"
    if made["year"] in ("missing", "field", "in-title"):
        _plain(made, "year_style")


def _list(made: Layout) -> None:
    """A list of projects has no fields, no money and no frame."""
    if made["shape"] == "form":
        return
    made["funding"], made["unit_place"] = "none", "row" if made["title"] == "row" else "line"
    _plain(
        made, "side", "pairs", "label", "code", "unknown", "order", "plan", "goals", "frame", "terms", "continued", "unit_first",
        "prose", "tables", "name_place", "blank_rows",
    )  # fmt: skip
    if made["name_label"] != "项目名称":
        _plain(made, "name_label")
    if made["goal_label"] not in ("年度绩效目标", "项目年度绩效目标", "绩效目标"):
        _plain(made, "goal_label")
    if made["title"] == "named":
        _plain(made, "title")
    if made["year"] == "field":
        _plain(made, "year")
    if made["template"] == "blank":
        _plain(made, "template")
    if made["heads"] == "section-row":
        _plain(made, "heads")


def _fields(made: Layout) -> None:
    if made["unit_place"] != "field":
        # A unit above the table and another one in it: whose the project is, the form does not say.
        _plain(made, "unit_label", "department")
    fields = (
        made["name_place"] == "field",
        made["unit_place"] == "field",
        made["department"] != "none",
        made["year"] == "field",
    )
    several = sum(fields) > 1
    if made["side"] == "above" and not several:
        # One label over its value is two lines that belong to nothing.
        _plain(made, "side")
    if not several and made["code"] != "first":
        _plain(made, "unit_first")
    if made["side"] == "above":
        _plain(made, "pairs", "code", "label")
        _plain_beside_name(made)
    if made["code"] == "beside" and made["pairs"] == "two":
        made["code"] = "first"
    if made["name_place"] != "field":
        # With the name gone from the fields, something else must be left of them, and stand by itself.
        _plain(made, "side", "name_label", "code", "unit_first")
        _plain_beside_name(made)
    if made["arranged"] == "one-table":
        _plain(made, "tables", "name_place")
    if made["blank_rows"] != "none" and made["writer"] == "tabs":
        # A row of nothing is no row in plain text.
        _plain(made, "blank_rows")


def _plain_beside_name(made: Layout) -> None:
    """Nothing stands in the row of the name but the name."""
    if made["unknown"] == "behind-name":
        _plain(made, "unknown")
    if made["funding"] == "in-name-row":
        _plain(made, "funding")


def _one_table(made: Layout) -> None:
    """Several forms in one table, without a border between them."""
    if made["forms"] != "1" and made["arranged"] == "one-table":
        # Where forms follow one another without a border, each begins with what names it.
        _plain(made, "unit_first")
        if made["title"] == "missing":
            made["order"] = "fields-goals-money" if made["order"].startswith("goals") else made["order"]
            if made["unknown"] == "first":
                _plain(made, "unknown")
            if made["currency"] == "row":
                _plain(made, "currency")


def _money(made: Layout) -> None:
    if made["funding"] == "none":
        _plain(
            made, "sources", "total_label", "block_label", "long_label", "currency", "money", "currency_line", "zeros"
        )
        if made["unit_place"] == "line-with-currency":
            made["unit_place"] = "line"
        return
    if made["funding"] in ("total", "in-name-row"):
        _plain(made, "sources", "zeros")
    if made["funding"] not in ("block", "two-columns", "two-headed", "executed"):
        _plain(made, "block_label")
        if made["currency"] == "block":
            _plain(made, "currency")
    if made["funding"] not in ("two-columns", "two-headed"):
        _plain(made, "long_label")
    if made["funding"] == "beside" and made["sources"] in ("nested", "numbered"):
        made["sources"] = "three"
    if made["unit_place"] == "line-with-currency":
        made["currency"] = "line"
    if made["currency"] not in ("line", "row"):
        _plain(made, "currency_line")
    if made["funding"] in ("two-columns", "two-headed", "executed"):
        _plain(made, "total_label")


def _goals(made: Layout) -> None:
    if made["shape"] == "form" and (made["goals"] in ("none", "results") or made["goals"].endswith("-long")):
        _plain(made, "goal_label")
    if made["goals"] == "none" and made["unknown"] == "behind-goals":
        _plain(made, "unknown")
    if made["goals"] == "below-label" and made["writer"] == "tabs" and made["spans"] == "once":
        # Two rows of one cell each are two lines of plain text, and no part of the table.
        _plain(made, "goals")


def _values(made: Layout) -> None:
    if made["terms"] != "none":
        _plain(made, "years", "grades", "value")
    if made["terms"] in ("side-by-side", "blocks"):
        _plain(made, "heads", "continued", "template", "numbers", "shown")
    if made["terms"] == "side-by-side":
        _plain(made, "description", "basis", "weight", "extra", "standard", "completed")
    if made["terms"] == "blocks" and made["frame"] in ("none", "vertical"):
        made["frame"] = "left"
    if made["terms"] == "value-columns":
        _plain(made, "value_head")
    if made["grades"] != "none":
        _plain(made, "value", "years", "value_head")
    if made["years"] != "none":
        _plain(made, "value")
    if made["years"] in ("dated", "newest-first", "last-year"):
        _plain(made, "value_head")
    if made["years"] == "under-dated" and made["year"] == "missing":
        # Which of three years is this one, nothing says.
        made["years"] = "dated"
    if made["standard"] != "none":
        # Beside a column 绩效标准 of words the target has a column that says so.
        _plain(made, "value", "years", "grades")
        if made["terms"] == "none":
            made["value_head"] = "当年预期实现值"
    if made["value"] == "joined":
        _plain(made, "sign_head", "measure_head")
    elif made["value_head"] not in ("指标值", "年度指标值", "目标值", "年度目标值"):
        _plain(made, "value_head")


def _indicators(made: Layout) -> None:
    if made["heads"] == "section-row" and made["writer"] == "tabs" and made["spans"] == "once":
        _plain(made, "heads")
    if made["heads"] != "plain":
        _plain(made, "frame")
    if made["level_names"] == "weighted":
        _plain(made, "weight")
    if made["weight"] == "none" or made["terms"] == "blocks":
        _plain(made, "total_row")
    for axis, dependent in (
        ("weight", "weight_head"),
        ("description", "description_head"),
        ("basis", "basis_head"),
        ("extra", "extra_place"),
        ("completed", "completed_head"),
    ):
        if made[axis] == "none":
            _plain(made, dependent)
    if made["shown"] == "name-only":
        _plain(made, "levels", "level_names")
        if made["heads"].startswith("over"):
            _plain(made, "heads")
    if made["writer"] == "xlsx" and made["continued"] == "silent":
        made["continued"] = "line"
    if made["arranged"] == "one-table" and made["continued"] != "head-in-table":
        _plain(made, "continued")
    if not made["continued"].startswith("line"):
        _plain(made, "continued_line")
    if made["template"] == "blank" and made["writer"] == "tabs":
        # A row of nothing is no row in plain text.
        _plain(made, "template")
    if made["numbers"] != "none" and made["spans"] == "repeated" and made["heads"] != "plain":
        _plain(made, "numbers")
