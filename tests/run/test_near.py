"""Where a file has no lines, a place is told by what its reader sees: a table's title, a heading."""

from __future__ import annotations

import io

import docx as python_docx

from linter.budget import understand
from linter.findings import Finding
from linter.outputs.words import Words
from linter.packs.load import load_pack
from linter.readers import read
from linter.run.run import check


def found() -> dict[str, Finding]:
    document = python_docx.Document()
    document.add_paragraph("石桥县档案馆2026年部门预算")
    document.add_paragraph("依据石财行【2025】3号编制。")
    document.add_paragraph("一、收支总体情况")
    document.add_paragraph("2026年公务接待费预算2.00万元，比2025年增加0.50万元，其中：接待“来访单位1.20万元。")
    document.add_paragraph("支出预算总表")
    document.add_paragraph("单位：万元")
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("科目编码", "科目名称", "合计", "基本支出"),
        ("201", "一般公共服务支出", "90.00", "90.00"),
        ("", "合计", "95.00", "90.00"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    budget = understand(read("预算.docx", data=out.getvalue()))
    return {each.code: each for each in check(budget, load_pack()).findings}


def test_a_place_has_the_title_of_its_table_or_the_heading_over_it() -> None:
    findings, say = found(), Words("zh")
    assert say.of(findings["TXT001"]) == "“一、收支总体情况”部分"
    assert say.of(findings["PUB005"]) == "第2段"
    assert say.of(findings["SUM001"]).startswith("“支出预算总表”第3行")
