"""Layouts of forms that a pack brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import check
from linter.errors import PackError
from linter.packs.layouts import pack_layouts

PACK = 'name: county\ntitle: {zh: 县规则包, en: A county}\nversion: "1"\nextends: [standard]\n'
FORM = """\
# 项目支出绩效目标表

| 项目名称 | 渠系清淤 | 县级安排（万元） | 60.00 |
| --- | --- | --- | --- |
| 一级指标 | 二级指标 | 三级指标 | 指标内容 |
| 产出指标 | 数量指标 | 清淤渠道长度 | {value} |
| 产出指标 | 成本指标 | 清淤总成本 | ≤75万元 |
"""
LAYOUT = """\
layouts:
  - name: county
    has: [县级安排]
    columns: {value: [指标内容]}
    fields: {budget: [县级安排]}
"""


def write(folder: Path, layout: str) -> Path:
    (folder / "forms").mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "forms" / "layouts.yaml").write_text(layout, encoding="utf-8")
    return folder / "pack.yaml"


def test_a_layout_of_a_pack_means_other_things_by_the_same_head(tmp_path: Path) -> None:
    pack = write(tmp_path, LAYOUT)
    form = tmp_path / "表.md"
    form.write_text(FORM.format(value="≥18公里"), encoding="utf-8")
    with_pack = {each.code for each in check([form], pack=str(pack), cache=False).findings}
    assert "XRF012" in with_pack
    form.write_text(FORM.replace("县级安排", "本县安排").format(value="≥18公里"), encoding="utf-8")
    assert "XRF012" not in {each.code for each in check([form], pack=str(pack), cache=False).findings}


@pytest.mark.parametrize(
    ("layout", "place"),
    [
        ("layouts:\n  - name: a\n    has: [甲]\n    colums: {}\n", "4:5"),
        ("layouts:\n  - name: a\n    has: [甲]\n    fields: {units: [乙]}\n", "4:14"),
        ("layouts:\n  - name: a\n    has: 甲\n", "3:10"),
        ("layout: []\n", "1:1"),
    ],
)
def test_mistakes_are_told_with_their_place(tmp_path: Path, layout: str, place: str) -> None:
    write(tmp_path, layout)
    with pytest.raises(PackError) as caught:
        pack_layouts((tmp_path,))
    assert [f"{each.line}:{each.column}" for each in caught.value.problems] == [place]
