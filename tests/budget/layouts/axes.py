"""The axes of layouts, and how combinations of them are sampled.

The first option of an axis is the plain one. A combination is a mapping of every axis to one of its options; `readable`
takes back what a person could not read or what a format cannot hold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

Layout = dict[str, str]

AXES: Mapping[str, tuple[str, ...]] = {
    # The file.
    "writer": ("html", "docx", "xlsx", "tabs", "cells", "md"),
    "spans": ("true", "once", "blanks", "repeated"),
    "forms": ("1", "2", "3"),
    "arranged": ("tables", "one-table", "sheets"),
    "cover": ("none", "printed"),
    # What stands around and above the fields.
    "title": ("line", "row", "two-lines", "named", "numbered", "unknown-ending", "suffixed", "missing"),
    "year": ("below", "above", "in-title", "behind-title", "row", "field", "missing"),
    "year_style": ("（{}年度）", "{}年度", "（{} 年度）", "{}年", "（{}年）", "chinese"),
    "unit_place": ("field", "line", "line-coded", "row", "line-with-currency"),
    "currency": ("label", "line", "row", "cell", "block"),
    "money": ("万元", "元"),
    # The fields.
    "side": ("beside", "above"),
    "pairs": ("one", "two"),
    "label": ("plain", "spaced", "colon", "broken"),
    "name_label": ("项目名称", "项目支出名称", "专项名称", "专项（项目）名称", "项目（政策）名称", "转移支付（项目）名称"),
    "unit_label": ("实施单位", "预算单位", "项目实施单位", "项目单位", "申报单位", "填报单位", "资金使用单位", "项目承担单位"),
    "department": ("none", "主管部门", "预算部门", "项目主管单位", "主管部门名称", "地方主管部门", "业务主管部门"),
    "code": ("none", "first", "beside"),
    "unknown": ("none", "row", "two-in-row", "behind-name", "heads", "sub-table", "long", "behind-goals", "dates", "first"),
    "order": ("fields-money-goals", "fields-goals-money"),
    # The money.
    "funding": ("rows", "total", "none", "beside", "block", "two-columns", "two-headed", "executed", "in-name-row"),
    "sources": ("two", "three", "nested", "numbered", "levels"),
    "total_label": (
        "年度资金总额", "资金总额", "预算数", "预算资金", "项目预算金额", "年度预算金额", "年度资金申请总额", "本年度预算",
        "项目年度预算", "全年预算数", "预算总额", "年度预算",
    ),
    "block_label": ("项目资金", "预算资金", "资金情况", "资金来源", "年度预算申请"),
    "long_label": ("项目总额", "实施期资金总额", "中期资金总额", "项目资金总额"),
    "plan": ("none", "printed"),
    # The goals.
    "goals": ("one", "numbered", "named", "beside-long", "over-long", "rows-long", "below-label", "none"),
    "goal_label": (
        "年度绩效目标", "绩效目标", "总体目标", "年度总体目标", "项目年度绩效目标", "年度目标", "年度总体绩效目标", "项目绩效目标",
    ),
    # The indicators.
    "heads": ("plain", "over-levels", "over-levels-and-values", "section-row"),
    "frame": ("none", "left", "vertical", "unmerged"),
    "level_heads": ("一级指标/二级指标/三级指标", "一级指标/二级指标/指标名称", "一级/二级/三级", "一级指标/二级指标/指标内容"),
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
    "years": ("none", "under", "dated", "under-dated", "newest-first"),
    "grades": ("none", "under", "plain"),
    "weight": ("none", "last", "before-value", "behind-value"),
    "weight_head": ("权重", "分值", "指标权重", "权重（%）", "分值权重"),
    "numbers": ("none", "digits", "named"),
    "description": ("none", "behind-name", "behind-value", "last"),
    "description_head": ("绩效指标描述", "指标解释", "指标说明", "指标描述", "指标含义"),
    "basis": ("none", "last", "behind-value", "before-value"),
    "basis_head": ("指标值设定依据", "指标值确定依据", "设定依据", "指标来源"),
    "extra": ("none", "备注", "评分标准", "数据来源", "得分", "评扣分标准"),
    "extra_place": ("last", "behind-name", "behind-value"),
    "continued": ("none", "line-and-head", "line", "head", "silent"),
    "template": ("none", "dots", "numbered", "blank"),
    "tail": ("none", "signature", "opinion", "note", "signature-line"),
}  # fmt: skip

PLAIN: Mapping[str, str] = {axis: options[0] for axis, options in AXES.items()}

_FLAT = ("tabs", "cells", "md")


def readable(layout: Mapping[str, str]) -> Layout:
    """The combination without what no person could read and what its format cannot hold; settled, for a second call."""
    made = dict(layout)

    def plain(*axes: str) -> None:
        made.update({axis: PLAIN[axis] for axis in axes})

    if made["arranged"] == "sheets" and made["writer"] != "xlsx":
        plain("arranged")
    if made["forms"] == "1" and made["arranged"] == "one-table":
        plain("arranged")
    if made["writer"] in _FLAT and made["spans"] == "true":
        # Plain text states no spans; in Markdown every row has all cells.
        made["spans"] = "blanks" if made["writer"] == "md" else "once"
    _title(made)
    _money(made, plain)
    _indicators(made, plain)
    if made["goals"] == "none" or made["goals"].endswith("-long"):
        plain("goal_label")
    if made["goals"] == "below-label" and made["writer"] in ("tabs", "cells") and made["spans"] == "once":
        # Two rows of one cell each are two lines of plain text, and no part of the table.
        plain("goals")
    if made["side"] == "above":
        plain("pairs", "code", "label")
        if made["unknown"] == "behind-name":
            plain("unknown")
        if made["funding"] == "in-name-row":
            plain("funding")
    if made["code"] == "beside" and made["pairs"] == "two":
        made["code"] = "first"
    if made["unit_place"] != "field":
        # A unit above the table and another one in it: whose the project is, the form does not say.
        plain("unit_label", "department")
    return made


def _title(made: Layout) -> None:
    in_rows = made["arranged"] == "one-table"
    if in_rows and made["title"] != "missing":
        made["title"] = "row"
    if in_rows and made["unit_place"].startswith("line"):
        made["unit_place"] = "row"
    if in_rows and made["currency"] == "line":
        made["currency"] = "row"
    if in_rows and made["year"] in ("below", "above"):
        made["year"] = "row"
    if in_rows and made["title"] == "missing" and (made["year"] == "row" or made["unit_place"] == "row"):
        # A line above the first label of the next form would seem to be the last line of the form before it.
        made["title"] = "row"
    if made["title"] == "missing" and made["year"] in ("in-title", "behind-title"):
        made["year"] = "below"
    if made["title"] in ("two-lines", "row") and made["year"] == "above":
        made["year"] = "below"
    if made["title"] == "suffixed" and made["year"] == "behind-title":
        made["year"] = "in-title"
    if made["year"] in ("missing", "field", "in-title"):
        made["year_style"] = PLAIN["year_style"]
    if made["title"] == "missing" and made["unit_place"] == "line-coded":
        made["unit_place"] = "line"


def _money(made: Layout, plain: object) -> None:
    if made["funding"] == "none":
        for axis in ("sources", "total_label", "block_label", "long_label", "currency", "money"):
            made[axis] = PLAIN[axis]
        if made["unit_place"] == "line-with-currency":
            made["unit_place"] = "line"
        return
    blocks = ("block", "two-columns", "two-headed", "executed")
    if made["funding"] in ("total", "in-name-row"):
        made["sources"] = PLAIN["sources"]
    if made["funding"] not in blocks:
        made["block_label"] = PLAIN["block_label"]
        if made["currency"] == "block":
            made["currency"] = "label"
    if made["funding"] not in ("two-columns", "two-headed"):
        made["long_label"] = PLAIN["long_label"]
    if made["funding"] == "beside" and made["sources"] in ("nested", "numbered"):
        made["sources"] = "three"
    if made["unit_place"] == "line-with-currency":
        made["currency"] = "line"
    if made["funding"] in ("two-columns", "two-headed", "executed"):
        made["total_label"] = PLAIN["total_label"]


def _indicators(made: Layout, plain: object) -> None:
    if made["grades"] != "none":
        for axis in ("value", "years", "value_head"):
            made[axis] = PLAIN[axis]
    if made["years"] != "none":
        made["value"] = PLAIN["value"]
    if made["value"] == "joined":
        made["sign_head"] = made["measure_head"] = PLAIN["sign_head"]
        made["measure_head"] = PLAIN["measure_head"]
    elif made["value_head"] not in ("指标值", "年度指标值", "目标值", "年度目标值"):
        made["value_head"] = PLAIN["value_head"]
    if made["years"] in ("dated", "newest-first"):
        made["value_head"] = PLAIN["value_head"]
    if made["heads"] in ("over-levels", "over-levels-and-values", "section-row"):
        made["frame"] = PLAIN["frame"]
    if made["weight"] == "none":
        made["weight_head"] = PLAIN["weight_head"]
    if made["description"] == "none":
        made["description_head"] = PLAIN["description_head"]
    if made["basis"] == "none":
        made["basis_head"] = PLAIN["basis_head"]
    if made["extra"] == "none":
        made["extra_place"] = PLAIN["extra_place"]
    if made["level_names"] == "weighted":
        made["weight"], made["weight_head"] = PLAIN["weight"], PLAIN["weight_head"]
    if made["writer"] == "xlsx" and made["continued"] == "silent":
        made["continued"] = "line"
    if made["arranged"] == "one-table":
        made["continued"] = PLAIN["continued"]
    if made["template"] == "blank" and made["writer"] == "tabs":
        # A row of nothing is no row in plain text.
        made["template"] = PLAIN["template"]
    if made["numbers"] != "none" and made["spans"] == "repeated" and made["heads"] != "plain":
        made["numbers"] = PLAIN["numbers"]


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
            axis: chance.choice(options[1:]) if chance.random() < share else options[0]
            for axis, options in AXES.items()
        }


def away(layout: Mapping[str, str]) -> dict[str, str]:
    """The axes in which a combination differs from the plain layout."""
    return {axis: option for axis, option in layout.items() if option != PLAIN[axis]}
