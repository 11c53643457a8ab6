"""The JSON contract: exactly these keys."""

from __future__ import annotations

import json

from linter.findings import Report
from linter.outputs.json_ import render

LOCATION = {"path", "line", "end_line", "column", "page", "paragraph", "table", "row", "cell", "sheet", "ref", "route"}


def test_keys_are_the_contract(report: Report) -> None:
    data = json.loads(render(report))
    assert data["schema_version"] == 1
    assert set(data) == {"schema_version", "tool", "documents", "findings", "coverage", "summary"}
    assert set(data["tool"]) == {"name", "version", "pack", "pack_sha256"}
    for document in data["documents"]:
        assert set(document) == {
            "path", "format", "sha256", "unit", "fiscal_year", "kind", "projects", "indicators", "tables", "status",
        }  # fmt: skip
    for finding in data["findings"]:
        assert set(finding) == {
            "code", "slug", "severity", "confidence", "title", "message", "why", "fix", "basis", "location", "project",
            "indicator", "field", "excerpt", "actual", "expected", "suggestion", "related", "fingerprint", "suppressed",
        }  # fmt: skip
        assert set(finding["location"]) == LOCATION
        assert all(set(each) == {"location", "note"} for each in finding["related"])
    assert set(data["coverage"]) == {"rules_run", "not_applicable", "undecided", "crashed", "unrecognised"}
    assert set(data["summary"]) == {"error", "warning", "info", "by_code"}
    assert (data["summary"]["error"], data["summary"]["warning"], data["summary"]["info"]) == (2, 10, 1)


def test_why_a_document_was_not_read_is_said(report: Report) -> None:
    reasons = [each["reason"] for each in json.loads(render(report))["coverage"]["unrecognised"]]
    assert "不是可读的文本文件：坏.txt" in reasons


def test_hidden_characters_are_escaped_without_loss(report: Report) -> None:
    text = render(report)
    assert "\\u202e" in text and "红" in text
    assert json.loads(text)["findings"][-2]["project"] == report.findings[-2].project
