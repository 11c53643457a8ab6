"""The data beside the site: the same findings in every format, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from audit_made import audit

from linter.readers import read


def table(site: Path, name: str) -> list[dict[str, str]]:
    text = (site / "data" / f"{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def merged(site: Path) -> Any:
    return json.loads((site / "data" / "findings.json").read_bytes())


def test_findings_are_those_of_the_documents(site: Path) -> None:
    whole = merged(site)
    single = [json.loads(path.read_bytes()) for path in (site / "data" / "findings").iterdir()]
    prints = sorted(each["fingerprint"] for report in single for each in report["findings"])
    assert whole["schema_version"] == 1 and set(whole) == set(single[0])
    assert sorted(each["fingerprint"] for each in whole["findings"]) == prints
    assert whole["summary"]["by_code"]["DUP009"] == 3
    assert len(whole["documents"]) == 7
    assert {each["location"]["path"][-12:] for each in whole["coverage"]["unrecognised"]} >= {"damaged.docx"}


def test_csv_has_the_ids_of_the_json(site: Path) -> None:
    rows = table(site, "findings")
    assert [row["fingerprint"] for row in rows] == [each["fingerprint"] for each in merged(site)["findings"]]
    assert {row["path"] for row in table(site, "documents")} >= {"水务局/2025.txt", "damaged.docx"}
    assert any(row["value"] == "≥12公里" and row["low"] == "12000" for row in table(site, "indicators"))


def test_no_cell_is_a_formula(site: Path) -> None:
    for path in (site / "data").glob("*.csv"):
        for row in csv.reader(path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))], path
    assert any(row["name"] == "'=湖区<b>岸线</b>整治" for row in table(site, "projects"))


def test_the_workbook_holds_text_as_text(site: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(site / "data" / "audit.xlsx")
    assert book.sheetnames == ["documents", "findings", "unchecked", "projects", "indicators"]
    cells = [cell for row in book["projects"].iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == "=湖区<b>岸线</b>整治" and cell.data_type != "f" for cell in cells)
    assert book["findings"].max_row == len(merged(site)["findings"]) + 1


def test_the_workbook_opens_with_our_own_reader(site: Path) -> None:
    assert read(site / "data" / "audit.xlsx").blocks


def test_parquet_without_its_library_is_refused_before_any_work(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    result = audit(documents, tmp_path / "site", "--data", "parquet")
    assert result.exit_code == 2 and "budgetlint[audit]" in result.stderr
    assert not (tmp_path / "site").exists()


def test_parquet(documents: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    audit(documents, tmp_path / "site", "--data", "parquet")
    found = parquet.read_table(tmp_path / "site" / "data" / "findings.parquet").to_pylist()
    assert [row["fingerprint"] for row in found] == [
        each["fingerprint"] for each in merged(tmp_path / "site")["findings"]
    ]
    assert parquet.read_table(tmp_path / "site" / "data" / "amounts.parquet").num_columns == 13
