"""A form of year and a style of list number that are added to the tables alone are known wherever such things are read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from linter.resources import rules_dir

_RUN = """
import json, sys
from pathlib import Path
from linter import resources
resources._root = lambda: Path(sys.argv[1])
import linter
from linter.budget import understand
from linter.language.list_numbers import unnumbered
from linter.readers import read
from linter.values import parse
path = sys.argv[2]
budget = understand(read(path))
print(json.dumps({
    "year": budget.fiscal_year,
    "goals": [goal.text for form in budget.forms for goal in form.goals],
    "dates": [[date.year, date.month] for text in sys.argv[3:] for date in parse(text).dates],
    "unnumbered": [unnumbered(text) for text in sys.argv[3:]],
    "codes": sorted({finding.code for finding in linter.check(path, config=False, cache=False).findings}),
}))
"""

_FORM = """| 项目名称 | 渡口修缮 | 预算单位 | 云坪市渡口所 |
| --- | --- | --- | --- |
| 资金用途 | 修缮渡口，保障群众过河安全 | | |
| 绩效目标 | {goals} | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 修缮渡口数量 | ≥2座 |
| 产出指标 | 时效指标 | 修缮完成时间 | {deadline} |
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a program says of a document and of some texts."""

    year: int | None
    goals: list[str]
    dates: list[list[int | None]]
    unnumbered: list[str]
    codes: list[str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data whose tables a test may change."""
    root = rules_dir().parent
    for folder in ("rules", "grammar", "reports"):
        shutil.copytree(root / folder, tmp_path / "data" / folder)
    return tmp_path / "data"


def add(data: Path, table: str, behind: str, line: str) -> None:
    """Puts a line into a table of rules/language/, behind the one that is `behind`."""
    path = data / "rules" / "language" / table
    text = path.read_text(encoding="utf-8")
    assert text.count(behind) == 1
    path.write_text(text.replace(behind, behind + line), encoding="utf-8")


def read_with(data: Path, document: str, *values: str) -> Reading:
    """What a program that has this data says of a document of Markdown and of target values."""
    path = data.parent / "budget.md"
    path.write_text(document, encoding="utf-8")
    command = [sys.executable, "-c", _RUN, str(data), str(path), *values]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)
    return Reading(**json.loads(result.stdout))


def test_a_form_of_year_is_one_line(data: Path) -> None:
    document = "# 云坪市渡口所2026财年部门预算\n\n2025财年支出预算80.00万元。\n\n## 绩效目标表\n\n" + _FORM.format(
        goals="修缮渡口2座", deadline="2027财年6月底前"
    )
    before = read_with(data, document, "2026财年12月底前")
    assert before.year is None and [2026, 12] not in before.dates
    assert not {"XRF003", "VAL022"} & set(before.codes)
    add(data, "dates.yaml", "  forms:\n", "    - {form: 2026财年, figure: arabic, after: [财年]}\n")
    after = read_with(data, document, "2026财年12月底前")
    assert (after.year, after.dates) == (2026, [[2026, 12]])
    assert {"XRF003", "VAL022"} <= set(after.codes)


def test_a_style_of_list_number_is_one_line(data: Path) -> None:
    document = (
        "# 云坪市渡口所2026年部门预算\n\n甲、负责渡口管理。\n\n丙、负责航道管理。\n\n## 绩效目标表\n\n"
        + _FORM.format(goals="甲、修缮渡口2座；乙、疏浚航道3公里。", deadline="2026年6月底前")
    )
    before = read_with(data, document, "乙、疏浚航道")
    assert (len(before.goals), before.unnumbered) == (1, ["乙、疏浚航道"])
    assert "TXT003" not in before.codes
    line = '  - {style: "甲、", characters: 甲乙丙丁戊己庚辛壬癸, after: ["、"], level: 3, opens: item}\n'
    add(data, "list_numbers.yaml", "styles:\n", line)
    after = read_with(data, document, "乙、疏浚航道")
    assert after.goals == ["修缮渡口2座；", "疏浚航道3公里。"]
    assert after.unnumbered == ["疏浚航道"]
    assert "TXT003" in after.codes
