"""Terminal columns, marks under the right characters, and characters that must not reach a terminal."""

from __future__ import annotations

import pytest

from linter.findings import Mark, Report
from linter.outputs import FORMATS, renderer
from linter.outputs.text import _windows
from linter.outputs.visible import glyphs, segments, visible, width


def lines(text: str, *marks: Mark, room: int = 100) -> list[tuple[str, str]]:
    return [
        (
            "".join(each.text for each in window),
            "".join(("^" if each.marked else " ") * each.width for each in window).rstrip(),
        )
        for window in _windows(glyphs(text, marks), room)
    ]


def test_carets_stand_under_full_width_characters() -> None:
    assert lines("指标 │ ≥9595%", Mark(5, 11)) == [("指标 │ ≥9595%", " " * 7 + "^" * 6)]
    assert lines("ab错字cd", Mark(2, 4)) == [("ab错字cd", "  ^^^^")]


def test_an_empty_cell_is_marked_where_it_stands() -> None:
    assert lines("名称 │ ", Mark(5, 5))[0][1] == " " * 7 + "^"


def test_a_long_row_is_cut_around_its_mark_and_says_so() -> None:
    text = "甲" * 100 + "错误" + "乙" * 100
    ((shown, carets),) = lines(text, Mark(100, 102), room=40)
    assert shown.startswith("…") and shown.endswith("…") and "错误" in shown
    assert width(shown) <= 40
    assert width(shown[: shown.index("错误")]) == carets.index("^")
    assert carets.count("^") == 4


def test_marks_far_apart_are_both_shown() -> None:
    text = "错" + "甲" * 100 + "误"
    shown = lines(text, Mark(0, 1), Mark(101, 102), room=40)
    assert [("错" in row, "误" in row) for row, _ in shown] == [(True, False), (False, True)]


def test_a_mark_wider_than_the_line_is_cut_and_says_so() -> None:
    ((shown, carets),) = lines("甲" * 100, Mark(0, 100), room=40)
    assert shown.endswith("…") and carets.strip() == "^" * 38


@pytest.mark.parametrize("char", ["\x1b", "\x9b", "\u202e", "\u2066", "\u200b", "\x00", "\ufeff", "\u2028", "\ud800"])
def test_hidden_characters_are_written_out(char: str) -> None:
    assert visible(f"a{char}b") == f"a⟨U+{ord(char):04X}⟩b"


def test_marks_keep_their_place_when_a_character_is_written_out() -> None:
    ((shown, carets),) = lines("\u202e坏", Mark(1, 2))
    assert shown == "⟨U+202E⟩坏"
    assert carets == " " * 8 + "^^"


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_prints_control_or_direction_characters(name: str, report: Report) -> None:
    text = renderer(name)(report)
    assert not {char for char in text if char in "\x1b\u202e\u2066"}


def test_overlapping_marks_are_joined() -> None:
    assert [(part.text, part.marked) for part in segments("abcdef", [Mark(1, 4), Mark(2, 5)])] == [
        ("a", False),
        ("bcd", True),
        ("e", True),
        ("f", False),
    ]
