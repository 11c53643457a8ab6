"""Pipe tables of Markdown, as conversions of office files write them."""

from __future__ import annotations

from linter.readers import read


def test_a_blank_line_ends_a_table_also_in_a_file_with_tabs() -> None:
    text = (
        "\t收支总表\n\n| 项目 | 金额 |\n| --- | --- |\n| 办公费 | 3 |\n\n| 科目 | 金额 |\n| --- | --- |\n| 水费 | 2 |\n"
    )
    grids = [grid for grid in read("a.md", data=text.encode()).tables if grid.width == 2]
    assert [[cell.text for row in grid.rows for cell in row] for grid in grids] == [
        ["项目", "金额", "办公费", "3"],
        ["科目", "金额", "水费", "2"],
    ]


def test_heads_that_lost_their_spans_and_were_padded() -> None:
    text = (
        "| 序号 | 科目 | 合计 | 基本支出 | 项目支出 |  |\n|---|---|---|---|---|---|\n"
        "|  | 编码 | 名称 |  |  |  |\n| 1 | 201 | 教育支出 | 3 | 1 | 2 |\n"
    )
    (grid,) = read("a.md", data=text.encode()).tables
    places = [(cell.text, cell.column, cell.column_span) for cell in grid.rows[0] if cell.text]
    assert places == [("序号", 0, 1), ("科目", 1, 2), ("合计", 3, 1), ("基本支出", 4, 1), ("项目支出", 5, 1)]
