"""What the tests of audits share: one folder of documents, and the site that is made of it once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_made import EXAMPLES, GOAL, HOSTILE, audit, form


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two units that share goals but for one figure, two years of one of them, a shipped example, and what is damaged."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "水务局").mkdir()
    for year, value in ((2025, "≥12公里"), (2026, "≥90大于等于90%")):
        text = form("青石县水务局", "库区岸线整治", GOAL.format(n=12), year=year, value=value)
        (folder / "水务局" / f"{year}.txt").write_text(text, encoding="utf-8")
    text = form("白沙县湖泊中心", "=湖区<b>岸线</b>整治", GOAL.format(n=15))
    (folder / "湖泊中心.txt").write_text(text, encoding="utf-8")
    text = form("红岭县林场", "防火道养护", "养护林区防火道三十公里，建立巡护制度")
    (folder / HOSTILE).write_text(text, encoding="utf-8")
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "empty.txt").write_bytes(b"")
    shutil.copy(EXAMPLES / "vocational-school.txt", folder)
    return folder


@pytest.fixture(scope="session")
def site(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    target = tmp_path_factory.mktemp("made") / "site"
    patch = pytest.MonkeyPatch()
    patch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    result = audit(documents, target)
    assert result.exit_code == 4, result.output
    yield target
    patch.undo()
