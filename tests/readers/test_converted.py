"""Old formats of Word go through LibreOffice, or say what to do without it."""

from __future__ import annotations

import shutil
import stat
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from docx_made import texts

from linter.errors import UserError
from linter.readers import converted, read
from linter.readers.limits import Limits

_RTF = rb"{\rtf1\ansi\uc1 \u-26492?\u31639?\par\trowd\cellx2000\cellx4000\intbl 1\cell 2\cell\row\pard\par}"
_NEEDS = pytest.mark.skipif(
    shutil.which("soffice") is None and shutil.which("libreoffice") is None, reason="LibreOffice is not installed"
)


@_NEEDS
def test_rich_text_is_read() -> None:
    document = read("made.rtf", data=_RTF)
    assert document.format == "doc" and document.path == "made.rtf"
    assert "预算" in texts(document)[0]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0]] == ["1", "2"]


def test_without_the_program_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(converted, "_PLACES", ())
    with pytest.raises(UserError) as caught:
        read("made.rtf", data=_RTF)
    assert "LibreOffice" in caught.value.message and ".docx" in caught.value.hint


@pytest.mark.skipif(not hasattr(stat, "S_IXUSR") or not Path("/bin/sh").exists(), reason="needs a shell")
def test_a_program_that_hangs_is_ended_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600 &\nsleep 600\n")
    program.chmod(0o755)
    monkeypatch.setattr(converted, "_program", lambda: str(program))
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(converted, "_profiles", {})
    started = time.monotonic()
    with pytest.raises(UserError, match="LibreOffice"):
        read("made.rtf", data=_RTF, limits=replace(Limits(), seconds=1.0))
    assert time.monotonic() - started < 60
    assert not [each for each in folder.iterdir() if not each.name.startswith("budgetlint-profile-")]


def test_a_document_with_a_password_is_told_before_anything_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "_program", lambda: pytest.fail("must not be needed"))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    fib = (b"\xec\xa5\xc1\x00" + b"\0" * 7 + b"\x01").ljust(512, b"\0")
    with pytest.raises(UserError, match="密码"):
        read("locked.doc", data=head + fib + "WordDocument".encode("utf-16-le"))
