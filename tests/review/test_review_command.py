"""`budgetlint review` as a user meets it: exit codes, refusals, and that no original is ever touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import docx as python_docx
import pytest
from click.testing import Result
from invoking import runner
from review_copies import read_copy
from review_made import form

from linter.cli import main

Run = Callable[..., Result]
OLD = sorted((Path(__file__).parents[2].parent / "shared" / "samples" / "office").glob("004.doc"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772600767")
    Path("预算.docx").write_bytes(form())

    def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
        return runner().invoke(main, ["review", *arguments], input=stdin)

    yield invoke


def test_a_copy_is_made_and_the_file_stays(run: Run) -> None:
    before = Path("预算.docx").read_bytes()
    result = run("预算.docx", "-o", "批注.docx")
    assert result.exit_code == 1
    assert "批注.docx：批注" in result.stdout
    assert Path("预算.docx").read_bytes() == before
    comments = read_copy(Path("批注.docx")).comments.values()
    assert {each.date for each in comments} == {"2026-03-04T05:06:07Z"}
    first = Path("批注.docx").read_bytes()
    run("预算.docx", "-o", "批注.docx", "--force")
    assert Path("批注.docx").read_bytes() == first


def test_english(run: Run) -> None:
    run("预算.docx", "-o", "copy.docx", "--lang", "en")
    assert all(
        " error: " in each.text or " warning: " in each.text or " info: " in each.text
        for each in read_copy(Path("copy.docx")).comments.values()
    )


def test_the_selection_is_that_of_check(run: Run) -> None:
    run("预算.docx", "-o", "copy.docx", "--select", "VAL002")
    assert [each.text[:6] for each in read_copy(Path("copy.docx")).comments.values()] == ["VAL002"]
    result = run("预算.docx", "-o", "none.docx", "--select", "VAL002", "--ignore", "VAL002")
    assert result.exit_code == 0
    assert Path("none.docx").read_bytes() == Path("预算.docx").read_bytes()


def link(kind: str) -> str:
    if kind == "itself":
        return "./预算.docx"
    if kind == "case":
        Path("预算.docx").rename("Budget.docx")
        shutil.copy("Budget.docx", "预算.docx")
        return "BUDGET.DOCX"
    getattr(os, "symlink" if kind == "symlink" else "link")("预算.docx", "another.docx")
    return "another.docx"


@pytest.mark.parametrize("kind", ["itself", "symlink", "hardlink"])
def test_never_the_original(run: Run, kind: str) -> None:
    before = Path("预算.docx").read_bytes()
    result = run("预算.docx", "-o", link(kind), "--force")
    assert result.exit_code == 2 and "不能是原文件" in result.stderr
    assert Path("预算.docx").read_bytes() == before


def test_never_the_original_in_another_case(run: Run) -> None:
    Path("budget.docx").write_bytes(form())
    assert run("budget.docx", "-o", "BUDGET.DOCX", "--force").exit_code == 2


def test_an_existing_file_is_kept_without_force(run: Run) -> None:
    Path("批注.docx").write_text("别人的", encoding="utf-8")
    assert run("预算.docx", "-o", "批注.docx").exit_code == 2
    assert Path("批注.docx").read_text(encoding="utf-8") == "别人的"
    assert run("预算.docx", "-o", "批注.docx", "--force").exit_code == 1
    assert Path("批注.docx").read_bytes()[:2] == b"PK"


def test_a_failure_leaves_nothing_half_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("批注.docx").write_text("旧的", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    result = run("预算.docx", "-o", "批注.docx", "--force")
    assert result.exit_code == 2 and "无法写入" in result.stderr
    assert Path("批注.docx").read_text(encoding="utf-8") == "旧的"
    assert not [path for path in Path().iterdir() if path.suffix == ".tmp"]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_texts_have_no_review_copy(run: Run, name: str) -> None:
    Path(name).write_text(
        "<html><p>2026年单位预算</p></html>" if name.endswith("html") else "2026年单位预算", encoding="utf-8"
    )
    result = run(name, "-o", f"copy{Path(name).suffix}")
    assert result.exit_code == 2 and ".docx、.xlsx 和 .pdf" in result.stderr
    assert not Path(f"copy{Path(name).suffix}").exists()


def test_the_copy_bears_the_name_of_its_kind(run: Run) -> None:
    result = run("预算.docx", "-o", "批注.pdf")
    assert result.exit_code == 2 and ".docx" in result.stderr


def test_suggestions_are_for_word_and_excel(run: Run) -> None:
    Path("预算.pdf").write_bytes(b"%PDF-1.7\n")
    result = run("预算.pdf", "-o", "copy.pdf", "--suggest")
    assert result.exit_code == 2 and "--suggest" in result.stderr


def test_what_cannot_be_read_has_no_copy(run: Run) -> None:
    Path("坏.docx").write_bytes(form()[:2000])
    result = run("坏.docx", "-o", "copy.docx")
    assert result.exit_code == 4
    assert "没有生成批注副本" in result.stdout and not Path("copy.docx").exists()
    assert run("没有.docx", "-o", "copy.docx").exit_code == 4
    Path("夹").mkdir()
    assert run("夹", "-o", "copy.docx").exit_code == 2


def test_standard_input(run: Run) -> None:
    result = run("-", "-o", "copy.docx", "--stdin-name", "预算.docx", stdin=form())
    assert result.exit_code == 1 and read_copy(Path("copy.docx")).comments


def test_findings_that_are_suppressed_are_not_commented_on(run: Run) -> None:
    Path("budgetlint.yaml").write_text(
        "suppress:\n  - {code: VAL002, where: '**', reason: 历史数据}\n", encoding="utf-8"
    )
    run("预算.docx", "-o", "copy.docx", "--select", "VAL002,VAL001")
    assert {each.text[:6] for each in read_copy(Path("copy.docx")).comments.values()} == {"VAL001"}


@pytest.mark.skipif(not OLD or shutil.which("soffice") is None, reason="needs the samples and LibreOffice")
def test_an_old_word_file_gets_a_docx(run: Run) -> None:
    shutil.copy(OLD[0], "旧.doc")
    result = run("旧.doc", "-o", "旧-批注.docx")
    assert result.exit_code == 1
    assert len(python_docx.Document("旧-批注.docx").comments) == len(read_copy(Path("旧-批注.docx")).comments) > 0
    assert run("旧.doc", "-o", "旧-批注.doc").exit_code == 2
