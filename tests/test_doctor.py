"""`doctor`: what this machine can read."""

from __future__ import annotations

import pytest

from linter.cli import doctor


@pytest.mark.parametrize("there", [True, False])
def test_a_machine_without_a_chinese_font_is_told_what_it_cannot_read(
    there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pypdfium2")
    monkeypatch.setattr("linter.readers.pdf.fonts.has_chinese_font", lambda: there)
    said = doctor.report()
    assert ("本机没有中文字体" in said) is not there
    assert ("no Chinese font on this machine" in said) is not there


def test_whether_there_is_a_chinese_font_can_be_asked_on_every_machine() -> None:
    pytest.importorskip("pypdfium2")
    from linter.readers.pdf.fonts import has_chinese_font

    assert has_chinese_font() in (True, False)
