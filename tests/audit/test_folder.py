"""The output folder: what is foreign in it stays, nothing outside it is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from audit_made import GOAL, audit, form

from linter.audit.folder import MARKER, Folder
from linter.errors import UserError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "in"
    found.mkdir()
    (found / "a.txt").write_text(form("青石县水务局", "库区岸线整治", GOAL.format(n=12)), encoding="utf-8")
    return found


def test_a_folder_with_foreign_files_is_refused_and_left_alone(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    assert audit(folder, target).exit_code == 2
    assert [path.name for path in target.iterdir()] == ["mine.txt"]


def test_the_documents_folder_itself_is_refused(folder: Path) -> None:
    assert audit(folder, folder).exit_code == 2
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_a_second_run_removes_what_it_made_before_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "site"
    (folder / "b.txt").write_text(form("白沙县湖泊中心", "湿地保育", "补种芦苇三百亩"), encoding="utf-8")
    audit(folder, target)
    before = {path.name for path in (target / "documents").iterdir()}
    (target / "documents" / "mine.html").write_text("mine")
    (folder / "b.txt").unlink()
    audit(folder, target, "--data", "none")
    after = {path.name for path in (target / "documents").iterdir()}
    assert len(before) == 2 and len(after) == 2 and "mine.html" in after
    assert not (target / "data" / "audit.xlsx").exists() and (target / "data" / "findings.json").exists()


def test_a_site_within_the_folder_is_not_audited_itself(folder: Path) -> None:
    target = folder / "site"
    audit(folder, target)
    audit(folder, target)
    assert len(list((target / "documents").iterdir())) == 1


def test_no_file_where_there_is_nothing_to_audit(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert audit(tmp_path / "in", tmp_path / "site").exit_code == 3
    assert not (tmp_path / "site").exists()
    assert audit(tmp_path / "none", tmp_path / "site").exit_code == 2


def test_a_forged_marker_makes_nothing_outside_disappear(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("mine")
    target = tmp_path / "site"
    target.mkdir()
    lines = ("../outside.txt", str(outside), "data/../../outside.txt", "index.html")
    (target / MARKER).write_text("\n".join(("budgetlint audit 1", *lines)) + "\n")
    Folder(target).finish()
    assert outside.read_text() == "mine"


def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    target = tmp_path / "site"
    made = Folder(target)
    (target / "data").symlink_to(outside)
    with pytest.raises(UserError):
        made.write("data/findings.json", "{}")
    (target / "index.html").symlink_to(outside / "index.html")
    made.write("index.html", "x")
    assert not list(outside.iterdir())


@pytest.mark.parametrize("name", ["../x", "/x", "a/../x", "", ".x", "a//b"])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Folder(tmp_path / "site").write(name, "x")
