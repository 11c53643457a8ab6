"""What each folding changes, and what it keeps."""

from __future__ import annotations

import pytest

from linter.language.folding import fold, fold_with_places, full_marks, half_width, plain, plain_label, squash, unspaced


@pytest.mark.parametrize("text", ["２０２６年，（A）％", "abc", "　１ ２", "“三公”"])
def test_half_width_and_full_marks_keep_every_place(text: str) -> None:
    assert len(half_width(text)) == len(text)
    assert len(full_marks(text)) == len(text)


def test_half_width() -> None:
    assert half_width("手机：１３９Ａ，") == "手机:139A,"


def test_full_marks_but_the_point_and_percent() -> None:
    assert full_marks("预算(万元):1．5％,无") == "预算（万元）：1.5%，无"


def test_texts_that_a_reader_takes_for_the_same() -> None:
    assert fold(" 渡口 （１）\n") == fold("渡口(1)") == "渡口(1)"
    assert squash("≥９０％，渡口。") == squash("≥90% 渡口") == "≥90%渡口"
    assert unspaced(" 渡 口\n") == "渡口"


def test_labels() -> None:
    assert plain("项目 名称（盖章）：") == "项目名称盖章"
    assert plain_label("项目 名称（盖章）：") == "项目名称"


def test_a_value_has_the_way_back_to_the_print() -> None:
    folded = fold_with_places("  ≧ ９０ ﹪。")
    assert folded.text == "≥90%"
    assert folded.as_printed(1, 3) == "９０"
    assert folded.span(0, 4) == (2, 8)


def test_blanks_keep_figures_apart_and_lines_keep_values_apart() -> None:
    assert fold_with_places("12  500人").text == "12 500人"
    assert fold_with_places("≥90%\n\n≥3次").text == "≥90%;≥3次"
    assert fold_with_places("3\u200b座").text == "3座"
