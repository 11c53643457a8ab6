"""The axes of layouts, and how combinations of them are sampled.

The first option of an axis is the plain one. A combination is a mapping of every axis to one of its options; `readable`
takes back what a person could not read or what a format cannot hold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

Layout = dict[str, str]

AXES: Mapping[str, tuple[str, ...]] = {
    "shape": ("form", "list"),
    # The file.
    "writer": ("html", "docx", "xlsx", "tabs", "cells", "md"),
    "spans": ("true", "once", "blanks", "repeated"),
    "forms": ("1", "2", "3"),
    "arranged": ("tables", "one-table", "sheets"),
    "cover": ("none", "printed"),
    "tables": ("one", "two", "two-with-line"),
    "prose": ("none", "before", "after"),
    "padding": ("none", "right"),
    # What stands around and above the fields.
    "title": ("line", "row", "two-lines", "named", "numbered", "suffixed", "missing"),
    "title_words": (
        "项目支出绩效目标表", "项目支出绩效目标申报表", "项目支出绩效目标批复表", "项目绩效目标公开表", "财政支出项目绩效申报书",
        "项目支出绩效自评表", "财政项目支出绩效目标填报表", "项目支出绩效目标及指标表", "预算项目绩效目标任务书",
    ),
    "year": ("below", "above", "in-title", "behind-title", "row", "field", "missing"),
    "year_style": ("（{}年度）", "{}年度", "（{} 年度）", "{}年", "（{}年）", "chinese"),
    "unit_place": ("field", "line", "line-coded", "row", "line-with-currency"),
    "unit_line": ("填报单位：{}", "填报单位（盖章）：{}", "单位名称：{}", "预算单位：{}", "申报单位（公章）：{}", "编制单位:{}"),
    "currency_line": ("单位：", "金额单位：", "单位:人民币"),
    "currency": ("label", "line", "row", "cell", "block"),
    "money": ("万元", "元"),
    # The fields.
    "side": ("beside", "above"),
    "pairs": ("one", "two"),
    "label": ("plain", "spaced", "colon", "broken"),
    "name_place": ("field", "title", "line"),
    "blank_rows": ("none", "between"),
    "name_label": ("项目名称", "项目支出名称", "专项名称", "专项（项目）名称", "项目（政策）名称", "转移支付（项目）名称"),
    "unit_label": ("实施单位", "预算单位", "项目实施单位", "项目单位", "申报单位", "填报单位", "资金使用单位", "项目承担单位"),
    "unit_first": ("no", "yes"),
    "department": ("none", "主管部门", "预算部门", "项目主管单位", "主管部门名称", "地方主管部门", "业务主管部门"),
    "code": ("none", "first", "beside"),
    "unknown": (
        "none", "row", "two-in-row", "behind-name", "heads", "sub-table", "long", "behind-goals", "dates", "blank",
        "first",
    ),
    "order": ("fields-money-goals", "fields-goals-money", "goals-fields-money"),
    # The money.
    "funding": ("rows", "total", "none", "beside", "block", "two-columns", "two-headed", "executed", "in-name-row"),
    "sources": ("two", "three", "official", "nested", "numbered", "levels"),
    "zeros": ("printed", "blank"),
    "total_label": (
        "年度资金总额", "资金总额", "预算数", "预算资金", "项目预算金额", "年度预算金额", "年度资金申请总额", "本年度预算",
        "项目年度预算", "全年预算数", "预算总额", "年度预算",
    ),
    "block_label": ("项目资金", "预算资金", "资金情况", "资金来源", "年度预算申请"),
    "long_label": ("项目总额", "实施期资金总额", "中期资金总额", "项目资金总额"),
    "plan": ("none", "printed"),
    # The goals.
    "goals": ("one", "numbered", "named", "beside-long", "over-long", "rows-long", "pairs-long", "below-label", "results", "none"),
    "goal_label": (
        "年度绩效目标", "绩效目标", "总体目标", "年度总体目标", "项目年度绩效目标", "年度目标", "年度总体绩效目标", "项目绩效目标",
    ),
    # The indicators.
    "heads": ("plain", "over-levels", "over-levels-and-values", "section-row"),
    "frame": ("none", "left", "vertical", "unmerged"),
    "level_heads": ("一级指标/二级指标/三级指标", "一级指标/二级指标/指标名称", "一级/二级/三级", "一级指标/二级指标/指标内容"),
    "shown": ("all", "no-level2", "name-only"),
    "levels": ("merged", "blank", "repeated"),
    "level_names": ("plain", "short", "weighted", "broken", "older"),
    "cost": ("output", "first", "last"),
    "groups": ("usual", "satisfaction-first"),
    "value": ("joined", "snu", "nsu", "sun", "uns", "usn", "nus"),
    "value_head": (
        "指标值", "年度指标值", "目标值", "绩效指标值", "指标值及单位", "年度目标值", "年初指标值", "年度预期值", "当年预期实现值",
        "绩效目标值",
    ),
    "sign_head": ("指标性质", "计算符号", "指标符号", "运算符号"),
    "measure_head": ("度量单位", "计量单位", "指标单位"),
    "years": ("none", "under", "dated", "under-dated", "newest-first", "last-year"),
    "terms": ("none", "value-columns", "side-by-side", "blocks"),
    "grades": ("none", "under", "plain"),
    "weight": ("none", "last", "before-value", "behind-value"),
    "weight_head": ("权重", "分值", "指标权重", "权重（%）", "分值权重"),
    "numbers": ("none", "digits", "named"),
    "description": ("none", "behind-name", "behind-value", "last"),
    "description_head": ("绩效指标描述", "指标解释", "指标说明", "指标描述", "指标含义"),
    "basis": ("none", "last", "behind-value", "before-value"),
    "basis_head": ("指标值设定依据", "指标值确定依据", "设定依据", "指标来源"),
    "standard": ("none", "before-value", "behind-name"),
    "completed": ("none", "behind-value"),
    "completed_head": ("实际完成值", "全年完成值", "全年实际值", "完成情况"),
    "extra": ("none", "备注", "评分标准", "数据来源", "得分", "评扣分标准"),
    "extra_place": ("last", "behind-name", "behind-value"),
    "continued": ("none", "line-and-head", "line", "head", "silent", "head-in-table"),
    "continued_line": ("续表", "续表：{}绩效指标", "（续表）", "续上表"),
    "template": ("none", "dots", "numbered", "blank"),
    "total_row": ("none", "合计", "总分"),
    "tail": ("none", "signature", "opinion", "note", "signature-line"),
}  # fmt: skip

PLAIN: Mapping[str, str] = {axis: options[0] for axis, options in AXES.items()}

# Axes that leave few others to choose.
_RARE = {"shape": 0.3, "terms": 0.5, "shown": 0.4, "grades": 0.7}
_FLAT = ("tabs", "cells", "md")


def readable(layout: Mapping[str, str]) -> Layout:
    """The combination without what no person could read and what its format cannot hold."""
    before: Layout = {}
    made = dict(layout)
    while made != before:
        before = dict(made)
        for take_back in (_file, _title, _list, _fields, _money, _goals, _values, _indicators):
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
    if made["title"] == "missing" and made["year"] in ("in-title", "behind-title"):
        made["year"] = "below"
    if made["title"] == "two-lines" and made["year"] == "above":
        made["year"] = "below"
    if made["title"] == "suffixed" and made["year"] == "behind-title":
        made["year"] = "in-title"
    if made["year"] in ("missing", "field", "in-title"):
        _plain(made, "year_style")
    if made["name_place"] == "title" and made["title"] != "named":
        _plain(made, "name_place")
    if made["title"] == "row" and made["name_place"] == "line":
        _plain(made, "name_place")
    if made["title"] == "missing" and made["unit_place"] == "line-coded":
        made["unit_place"] = "line"
    if made["unit_place"] in ("field", "line-coded"):
        _plain(made, "unit_line")


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
    if made["name_place"] != "field":
        # With the name gone from the fields, something else must be left of them, and stand by itself.
        _plain(made, "side", "name_label", "code", "unit_first")
        if made["unknown"] == "behind-name":
            _plain(made, "unknown")
        if made["funding"] == "in-name-row":
            _plain(made, "funding")
    if made["arranged"] == "one-table":
        _plain(made, "tables", "name_place")
    if made["blank_rows"] != "none" and made["writer"] == "tabs":
        # A row of nothing is no row in plain text.
        _plain(made, "blank_rows")
    if made["side"] == "above" and not several:
        # One label over its value is two lines that belong to nothing.
        _plain(made, "side")
    if not several and made["code"] != "first":
        _plain(made, "unit_first")
    if made["side"] == "above":
        _plain(made, "pairs", "code", "label")
        if made["unknown"] == "behind-name":
            _plain(made, "unknown")
        if made["funding"] == "in-name-row":
            _plain(made, "funding")
    if made["code"] == "beside" and made["pairs"] == "two":
        made["code"] = "first"
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


def near() -> Iterator[Layout]:
    """The plain layout, and every option of every axis by itself."""
    yield dict(PLAIN)
    for axis, options in AXES.items():
        for option in options[1:]:
            yield {**PLAIN, axis: option}


def sampled(seed: int, count: int) -> Iterator[Layout]:
    """Combinations from near the plain layout to far from it."""
    chance = random.Random(seed)
    for _ in range(count):
        share = chance.choice((0.06, 0.12, 0.25, 0.5, 0.8))
        yield {
            axis: chance.choice(options[1:]) if chance.random() < share * _RARE.get(axis, 1) else options[0]
            for axis, options in AXES.items()
        }


def away(layout: Mapping[str, str]) -> dict[str, str]:
    """The axes in which a combination differs from the plain layout."""
    return {axis: option for axis, option in layout.items() if option != PLAIN[axis]}
