"""What the fields of a form are called, Chinese and English: the columns of its indicators, the rows of its project."""

from __future__ import annotations

from collections.abc import Mapping

INDICATOR_HEADS: Mapping[str, tuple[str, str]] = {
    "level1": ("一级指标", "Level 1"),
    "level2": ("二级指标", "Level 2"),
    "name": ("三级指标", "Indicator"),
    "description": ("指标描述", "Description"),
    "comparator": ("符号", "Comparator"),
    "value": ("指标值", "Target"),
    "unit": ("计量单位", "Unit"),
    "basis": ("确定依据", "Basis"),
    "weight": ("权重", "Weight"),
}
PROJECT_HEADS: Mapping[str, tuple[str, str]] = {
    "purpose": ("项目用途", "Purpose"),
    "goals": ("绩效目标", "Goals"),
}
