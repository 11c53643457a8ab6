"""Cell comments and the sheet of findings: in the right cells, and everything else of the workbook kept."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from review_copies import parts, repacked
from review_made import finding_at, task_of

from linter.document import Location
from linter.findings import Finding
from linter.review import Annotated, annotated
from linter.usecases.check import check as check_documents
from linter.usecases.inputs import Input, Inputs
from linter.usecases.options import Typed, run_options

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"
SAMPLES = sorted([*SHARED.glob("office/*.xlsx"), *SHARED.glob("*.xlsx")])
FRAME = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


def workbook(*, own_comment: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "支出'甲'表"
    for row in (("科目", "金额"), ("办公费", 12), ("差旅费", 8)):
        sheet.append(row)
    sheet.merge_cells("A5:B6")
    sheet["A5"] = "合并的说明"
    sheet.row_dimensions[2].height = 30
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.create_sheet("图").add_chart(chart, "A1")
    if own_comment:
        sheet["B2"].comment = Comment("请核对", "李审核")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(ref: str | None, sheet: str | None = "支出'甲'表", **more: Any) -> Finding:
    return finding_at(Location("a.xlsx", sheet=sheet, ref=ref), **more)


def opened(made: Annotated) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made.data))


def test_comments_stand_in_their_cells() -> None:
    made = annotated(
        "xlsx", workbook(), task_of([at("B2"), at("C9", code="TXT902"), at("B2", code="TXT903"), at("A5")])
    )
    assert made.comments == 4
    sheet = opened(made)["支出'甲'表"]
    commented = {cell.coordinate: cell.comment for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented.keys() == {"B2", "C9", "A5"}
    assert all(each.author == "budgetlint" for each in commented.values())
    assert commented["B2"].text.count("此处有误。") == 2 and "TXT903" in commented["B2"].text
    assert commented["C9"].text.split("\n")[0] == "TXT902 警告：此处有误。"


def test_findings_are_listed_with_links() -> None:
    found = [at("B2", suggestion="=1+1"), at(None), at(None, None)]
    book = opened(annotated("xlsx", workbook(), task_of(found)))
    assert book.sheetnames == ["支出'甲'表", "图", "检查结果"]
    sheet = book["检查结果"]
    assert [cell.value for cell in sheet[1]] == ["级别", "规则", "位置", "问题", "原文", "建议改为", "修改方法", "依据"]
    assert sheet["F2"].value == "=1+1" and sheet["F2"].data_type != "f"
    links = [sheet[f"C{row}"].hyperlink for row in (2, 3, 4)]
    assert [link and link.location for link in links] == ["'支出''甲''表'!B2", "'支出''甲''表'!A1", None]


def test_a_list_does_not_take_the_name_of_a_sheet() -> None:
    book = openpyxl.Workbook()
    book.active.title = "检查结果"  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    made = annotated("xlsx", out.getvalue(), task_of([at("A1", "检查结果")]))
    assert opened(made).sheetnames == ["检查结果", "检查结果 2"]


def test_other_parts_stay_byte_for_byte() -> None:
    data = repacked(workbook(), {"xl/vbaProject.bin": bytes(range(256)) * 20})
    before, after = parts(data), parts(annotated("xlsx", data, task_of([at("B2")])).data)
    assert {name for name in before if before[name] != after[name]} == FRAME | {"xl/worksheets/sheet1.xml"}
    assert annotated("xlsx", data, task_of(())).data == data


def test_comments_of_others_stay() -> None:
    made = annotated("xlsx", workbook(own_comment=True), task_of([at("B2"), at("B3")]))
    sheet = opened(made)["支出'甲'表"]
    assert sheet["B2"].comment.author == "李审核"
    assert sheet["B2"].comment.text.startswith("请核对\n") and "此处有误。" in sheet["B2"].comment.text
    assert sheet["B3"].comment.author == "budgetlint"
    drawings = [content for name, content in parts(made.data).items() if name.endswith(".vml")]
    assert len(drawings) == 1 and drawings[0].count(b'ObjectType="Note"') == 2


@pytest.mark.skipif(not SAMPLES, reason="the real samples are not here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_real_workbooks(path: Path) -> None:
    data = path.read_bytes()
    report, _ = check_documents(
        Inputs((Input("a.xlsx", data),), ()), run_options((), Typed(no_cache=True)), cards=False
    )
    made = annotated("xlsx", data, task_of(report.findings))
    book = opened(made)
    for finding in report.findings:
        spot = finding.spot or finding.location
        if spot.sheet is not None and spot.ref is not None:
            assert f"{finding.code} " in book[spot.sheet][spot.ref].comment.text
    assert book[book.sheetnames[-1]].max_row == len(report.findings) + 1
    before, after = parts(data), parts(made.data)
    changed = {name for name in before if before[name] != after.get(name)}
    assert all(name in FRAME or name.startswith("xl/worksheets/") for name in changed)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_program_reads_the_copy(tmp_path: Path) -> None:
    made = annotated("xlsx", workbook(own_comment=True), task_of([at("B2"), at("B3"), at("C9")]))
    (tmp_path / "copy.xlsx").write_bytes(made.data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
        str(tmp_path / "copy.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    if not (out / "copy.xlsx").exists():
        pytest.skip("LibreOffice is here without Calc")
    sheet = openpyxl.load_workbook(out / "copy.xlsx")["支出'甲'表"]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment} == {"B2", "B3", "C9"}
