"""`check --fix` and `--diff`: only what is certain changes, and nothing else of the file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result
from invoking import runner

from linter.cli import main

Run = Callable[..., Result]
TEXT = """\
# 云岭县林场2026年单位预算

项目绩效目标表

| 项目名称 | 护林防火 |
| --- | --- |

| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| --- | --- | --- | --- | --- | --- |
| 产出指标 | 质量指标 | 巡护到位率 | ≥ | 92 | 92% |
| 产出指标 | 数量指标 | 巡护人数 | ≥ | 40 | % |

依据云财农【2025】7号编制，见云财农【2025】7号附件。
"""
MENDED = TEXT.replace("| 92 | 92% |", "| 92 | % |").replace("云财农【2025】7号", "云财农〔2025〕7号")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    Path("预算.md").write_text(TEXT, encoding="utf-8")
    return lambda *arguments, **more: runner().invoke(main, arguments, **more)


def test_a_difference_is_shown_and_nothing_written(run: Run) -> None:
    result = run("check", "预算.md", "--diff", "--lang", "zh")
    assert result.exit_code == 1
    assert (
        "-| 产出指标 | 质量指标 | 巡护到位率 | ≥ | 92 | 92% |\n+| 产出指标 | 质量指标 | 巡护到位率 | ≥ | 92 | % |"
        in result.stdout
    )
    assert result.stderr == "可改 3 处（1 个文件）\n"
    assert Path("预算.md").read_text(encoding="utf-8") == TEXT


def test_what_is_fixed_is_no_longer_found(run: Run) -> None:
    result = run("check", "预算.md", "--fix", "--lang", "zh")
    assert "已改 3 处" in result.stderr
    assert "VAL002" not in result.stdout and "PUB005" not in result.stdout and "VAL007" in result.stdout
    assert Path("预算.md").read_text(encoding="utf-8") == MENDED
    assert run("check", "预算.md", "--diff").stdout == ""


@pytest.mark.parametrize(("encoding", "end"), [("gb18030", "\r\n"), ("utf-8-sig", "\n"), ("utf-16", "\r\n")])
def test_the_file_keeps_its_encoding_line_ends_and_rights(run: Run, encoding: str, end: str) -> None:
    path = Path("预算.md")
    path.write_bytes(TEXT.replace("\n", end).encode(encoding))
    path.chmod(0o640)
    run("check", "预算.md", "--fix")
    assert path.read_bytes() == MENDED.replace("\n", end).encode(encoding)
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640


def test_only_rules_that_are_asked_for_are_mended(run: Run) -> None:
    run("check", "预算.md", "--fix", "--select", "PUB")
    assert Path("预算.md").read_text(encoding="utf-8") == TEXT.replace("云财农【2025】7号", "云财农〔2025〕7号")


def test_standard_input_has_a_difference_and_no_fix(run: Run) -> None:
    shown = run("check", "-", "--diff", "--stdin-name", "预算.md", input=TEXT.encode())
    assert "+依据云财农〔2025〕7号编制" in shown.stdout
    assert run("check", "-", "--fix", input=TEXT.encode()).exit_code == 2
    assert run("check", "预算.md", "--fix", "--diff").exit_code == 2


def workbook() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("云岭县林场2026年项目绩效目标表",),
        ("项目名称", "护林防火"),
        ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
        ("产出指标", "质量指标", "巡护到位率", "≥", 92, "92%"),
        ("产出指标", "质量指标", "登记完整率", "≥", 9595, "%"),
        ("效益指标", "社会效益指标", "群众知晓率", "≥", 100, "%"),
    ):
        sheet.append(row)
    return book


def test_mends_are_made_in_the_cells_of_a_workbook(run: Run) -> None:
    workbook().save("目标.xlsx")
    fixed = run("check", "目标.xlsx", "--fix", "--lang", "zh")
    assert "已改 0 处" in fixed.stderr and "另有 3 处" in fixed.stderr
    result = run("review", "目标.xlsx", "-o", "副本.xlsx", "--suggest", "--lang", "zh")
    assert "修改 3 处" in result.stdout
    sheet = openpyxl.load_workbook("副本.xlsx").worksheets[0]
    assert [[cell.value for cell in row[3:6]] for row in sheet.iter_rows(min_row=4)] == [
        ["≥", 92, "%"],
        ["≥", 95, "%"],
        ["=", 100, "%"],
    ]
    comment = sheet["F4"].comment
    assert comment is not None and "已改" in comment.text and "“92%” → “%”" in comment.text
    again = run("check", "副本.xlsx").stdout
    assert "VAL002" not in again and "VAL009" not in again


def test_a_computed_cell_is_left_alone(run: Run) -> None:
    book = workbook()
    book.worksheets[0]["F4"] = '="92"&"%"'
    book.save("目标.xlsx")
    run("review", "目标.xlsx", "-o", "副本.xlsx", "--suggest")
    assert openpyxl.load_workbook("副本.xlsx").worksheets[0]["F4"].value == '="92"&"%"'
