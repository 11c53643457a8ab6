"""What a tagged PDF states of its paragraphs is believed where it fits what is seen."""

from __future__ import annotations

import pytest
from hostile_made import raw
from pdf_made import said

from linter.readers import read

ONE = ["堤坝由各乡镇负责看护", "由水务局每季度检查一次。"]
TWO = ["泵站五座", "均在汛前完成维护。"]
ITEMS = ["一、堤坝加固。", "二、泵站维护。"]

Mark = tuple[float, float, str]


def tagged(lines: list[Mark], structure: list[tuple[str, list[int]]], loose: list[Mark] = []) -> bytes:  # noqa: B006
    """A page of marked lines; `structure` are its elements in the order of reading, with the lines that each holds."""

    def shown(mark: Mark) -> str:
        x, y, text = mark
        return f"BT /F 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"

    parts = [f"/P <</MCID {number}>> BDC {shown(mark)} EMC" for number, mark in enumerate(lines)]
    content = "\n".join([*parts, *(f"/Artifact BMC {shown(mark)} EMC" for mark in loose)])
    first = 9
    owner = {line: first + number for number, (_, own) in enumerate(structure) for line in own}
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>"
    return raw(
        "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 7 0 R/MarkInfo<</Marked true>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/StructParents 0/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/Nowhere/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Nowhere{system}/DW 1000>>",
        f"<</Type/StructTreeRoot/K 8 0 R/ParentTree<</Nums[0[{' '.join(f'{owner[n]} 0 R' for n in sorted(owner))}]]>>>>",
        f"<</Type/StructElem/S/Document/P 7 0 R/K[{' '.join(f'{first + n} 0 R' for n in range(len(structure)))}]>>",
        *(f"<</Type/StructElem/S/{kind}/P 8 0 R/Pg 3 0 R/K[{' '.join(map(str, own))}]>>" for kind, own in structure),
    )


def read_pages(*args: object) -> list[str]:
    return said(read("a.pdf", data=tagged(*args)))  # type: ignore[arg-type]


# Two columns of few lines: by where they stand they would be read across.
COLUMNS: list[Mark] = [(60, 700, ONE[0]), (60, 684, ONE[1]), (330, 700, TWO[0]), (330, 684, TWO[1])]


def test_paragraphs_are_read_in_the_stated_order() -> None:
    assert read_pages(COLUMNS, [("P", [0, 1]), ("P", [2, 3])]) == ["".join(ONE), "".join(TWO)]
    assert read_pages(COLUMNS, [("P", [2, 3]), ("H1", [0, 1])]) == ["".join(TWO), "".join(ONE)]


def test_what_is_tagged_as_nothing_stays_where_it_is_seen() -> None:
    loose: list[Mark] = [(60, 760, "示例县水务局汇编"), (60, 60, "第四卷")]
    paragraphs = read_pages(COLUMNS, [("P", [0, 1]), ("P", [2, 3])], loose)
    assert paragraphs == [loose[0][2], "".join(ONE), "".join(TWO), loose[1][2]]


def test_lines_of_two_stated_paragraphs_are_not_run_together() -> None:
    heading = "今年堤坝加固和泵站维护以及河道疏浚等项目支出安排的有关情况和说明和其他需要说明的情况"
    lines: list[Mark] = [(60, 700, heading), (60, 684, "堤坝由各乡镇负责看护并由水务局"), (60, 668, "检查。")]
    assert read_pages(lines, [("P", [0]), ("P", [1, 2])]) == [heading, "堤坝由各乡镇负责看护并由水务局检查。"]


@pytest.mark.parametrize(
    "structure",
    [
        [("P", [0, 1])],  # everything is one paragraph
        [("P", [0]), ("P", [1])],  # each line is one
        [("Table", [0, 1])],
    ],
)
def test_tags_that_do_not_fit_are_not_believed(structure: list[tuple[str, list[int]]]) -> None:
    lines: list[Mark] = [(60, 700, ITEMS[0]), (60, 684, ITEMS[1])]
    assert read_pages(lines, structure) == ITEMS
