"""What the fields of a form are called, Chinese and English: the columns of its indicators, the rows of its project."""

from __future__ import annotations

from collections.abc import Mapping

from linter.bilingual import Bilingual

INDICATOR_HEADS: Mapping[str, Bilingual] = {
    "level1": Bilingual("一级指标", "Level 1"),
    "level2": Bilingual("二级指标", "Level 2"),
    "name": Bilingual("三级指标", "Indicator"),
    "description": Bilingual("指标描述", "Description"),
    "comparator": Bilingual("符号", "Comparator"),
    "value": Bilingual("指标值", "Target"),
    "unit": Bilingual("计量单位", "Unit"),
    "basis": Bilingual("确定依据", "Basis"),
    "weight": Bilingual("权重", "Weight"),
}
PROJECT_HEADS: Mapping[str, Bilingual] = {
    "purpose": Bilingual("项目用途", "Purpose"),
    "goals": Bilingual("绩效目标", "Goals"),
}
