"""Every style of list number × 1..30, and what is none."""

from __future__ import annotations

import pytest

from linter.language.list_numbers import at_start, bullet_at_start, continues, in_order, inside, styles, unnumbered

_TO_TEN = "一二三四五六七八九十"


def han(value: int) -> str:
    tens, ones = divmod(value, 10)
    return (
        ("" if tens == 1 else _TO_TEN[tens - 1]) * bool(tens) + "十" * bool(tens) + (_TO_TEN[ones - 1] if ones else "")
    )


def full(value: int) -> str:
    return str(value).translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})


CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
SPELLED = {
    "（一）": ("（{han}）", "({han})", "（{han})", "（ {han} ）", "（{han}）、"),
    "一、": ("{han}、", "{han}.", "{han}．", "{han} 、"),
    "一）": ("{han}）", "{han})"),
    "1.": ("{n}、", "{n}.", "{n}．", "{full}、", "{full}.", "{full}．", "{n} 、", "{n}。"),
    "1)": ("{n})", "{n}）", "{full})", "{full}）"),
    "（1）": ("（{n}）", "({n})", "（{full}）", "({full})", "（{n}）."),
    "①": ("{circled}", "{circled}、"),
    "第一，": ("第{han}，", "第{han}、", "第{n}，", "第{han},"),
    "一是": ("{han}是",),
    "一要": ("{han}要",),
    "第…部分": ("第{han}部分", "第{n}部分", "第{full}章", "第 {han} 部分"),
    "第…节": ("第{han}节",),
    "目标1": ("目标{n}：", "目标{n}:", "目标 {full}：", "目标{han}："),
}
SHORT = {
    "⑴": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "⒈": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "㈠": "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    "①": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿",
    "❶": "❶❷❸❹❺❻❼❽❾❿",
}


@pytest.mark.parametrize("value", range(1, 31))
@pytest.mark.parametrize("style", SPELLED)
def test_every_style_gives_its_value_and_its_span(style: str, value: int) -> None:
    for spelling in SPELLED[style]:
        mark = spelling.format(han=han(value), n=value, full=full(value), circled=CIRCLED[value - 1])
        text = f" \u3000{mark}渡口养护"
        found = at_start(text)
        assert found is not None, mark
        assert (found.style, found.value, text[found.start : found.end]) == (style, value, mark)
        assert unnumbered(text) == "渡口养护"
        (again,) = inside(f"安排如下：{mark}渡口养护")
        assert (again.style, again.value) == (style, value)


@pytest.mark.parametrize("style", SHORT)
def test_characters_that_hold_their_number(style: str) -> None:
    for value, char in enumerate(SHORT[style], 1):
        found = at_start(f"{char}渡口养护")
        assert found is not None and (found.style, found.value, found.end) == (style, value, 1)


@pytest.mark.parametrize("value", range(1, 27))
def test_letters(value: int) -> None:
    letter = chr(64 + value)
    for mark, style in (
        (f"{letter}、", "A."),
        (f"{letter}.", "A."),
        (f"{letter})", "A)"),
        (f"（{letter}）", "（A）"),
        (f"{letter.lower()})", "a)"),
        (f"{letter.lower()}）", "a)"),
        (f"{chr(ord(letter) + 0xFEE0)}．", "A."),
    ):
        found = at_start(f"{mark}渡口养护")
        assert found is not None and (found.style, found.value, found.end) == (style, value, len(mark))


@pytest.mark.parametrize("value", range(1, 100))
def test_up_to_ninety_nine(value: int) -> None:
    for mark in (f"{han(value)}、", f"（{han(value)}）", f"{value}.", f"{full(value)}）"):
        found = at_start(mark)
        assert found is not None and found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "1.5万元用于养护", "１．５万元用于养护", "2026.1完工", "2026年预算", "12,000元", "（2026）", "（123）号", "123、",
        "一是一，二是二", "一是否开展", "第一季度完工", "第一、二季度", "第一、第二季度", "一、二级医院", "一、二月份", "3、5号楼",
        "一、二、三产业", "A、B两类", "一次性补助", "十分满意", "三要求", "三要素", "第一部分析报告", "第三条例", "一", "1", "（）",
        "首先要做", "0、", "20天", "10个、", "Ⅰ类", "A级", "一般公共预算", "1:5", "（二）至（五）项", "（4）和（6）合计", "（4）—（6）",
        "十一月", "1-2月", "目标10人", "目标值：", "",
    ],
)  # fmt: skip
def test_what_is_no_list_number(text: str) -> None:
    assert at_start(text) is None
    assert list(inside(f"说明。{text}")) == []


@pytest.mark.parametrize(
    "text", ["1.2026年修渡口2座", "1.２０２６年修渡口", "1、3月底前修渡口", "1、5个渡口", "一是一次性补助到位"]
)
def test_a_figure_may_stand_behind_a_number(text: str) -> None:
    found = at_start(text)
    assert found is not None and found.value == 1


def test_numbers_inside_a_text_in_order() -> None:
    text = "（七）管护渡口。（八）管护航道；一是清淤，二是护岸，3.巡查费1.5万元，（四）不算。\n9.总结"
    assert [(n.style, n.value) for n in in_order(text)] == [
        ("（一）", 7), ("（一）", 8), ("一是", 1), ("一是", 2), ("1.", 9),
    ]  # fmt: skip


def test_a_new_line_begins_an_item_whatever_ends_the_line_before() -> None:
    assert [(n.style, n.value) for n in inside("1.清淤，\n 2.护岸，3.不算")] == [("1.", 2)]


def test_a_list_goes_on() -> None:
    nine, ten, eleven = (at_start(f"（{figure}）养护") for figure in ("九", "十", "十一"))
    assert nine and ten and eleven
    assert continues(ten, nine) and continues(eleven, ten) and not continues(eleven, nine)
    other = at_start("十、养护")
    assert other is not None and not continues(other, nine)


def test_ranks_fall_from_parts_to_letters() -> None:
    found = [at_start(f"{mark}养护") for mark in ("第一部分", "一、", "（一）", "1.", "（1）", "1)", "①", "A.")]
    ranks = [styles().index(number.style) for number in found if number is not None]
    assert len(ranks) == 8 and ranks == sorted(set(ranks))


def test_bullets() -> None:
    assert bullet_at_start("● 养护") == 2
    assert bullet_at_start("——养护") == 2
    assert bullet_at_start("养护") is None
