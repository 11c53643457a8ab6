"""The axes of layouts, and how combinations of them are sampled.

The first option of an axis is the plain one. A combination is a mapping of every axis to one of its options.
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
    "unit_label": ("实施单位", "预算单位", "项目实施单位", "项目单位", "申报单位", "填报单位", "资金使用单位", "项目承担单位", "单位名称",
        "实施单位（公章）"),
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
    "names": ("plain", "broken"),
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
