"""Files from strangers end in one clear sentence and within their limits; the other inputs are still checked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from docx_made import docx, p, tbl, tr
from hostile_made import FILES, LAUGHS, SECRET, SMALL_LIMITS, Hostile, outside, pages, row, web, xlsx
from invoking import runner

from linter.cli import main
from linter.document import Paragraph, Table
from linter.errors import UserError
from linter.readers import read
from linter.readers.limits import Limits

GOOD = "青石县水务局2026年单位预算\n\n2026年，我局坚持“节水优先、系统治理的思路。\n"
LIMITS = Limits(**SMALL_LIMITS)


def words(data: bytes, name: str) -> str:
    """All text of a document."""
    blocks = read(name, data=data, limits=LIMITS).blocks
    return " ".join(
        text
        for block in blocks
        for text in (
            [block.text] if isinstance(block, Paragraph) else [cell.text for cells in block.rows for cell in cells]
        )
    )


def clear(message: str, hint: str) -> None:
    """One sentence in Chinese and the same in English, without the words of a program that failed."""
    for text in (message, hint):
        chinese, _, english = text.rpartition("/ ")
        assert re.search("[一-鿿]", chinese), text
        assert english, text
        assert not re.search("[一-鿿]", english), text
        assert "\n" not in text
    assert len(message) < 250
    assert "Traceback" not in message


@pytest.mark.parametrize("hostile", FILES, ids=lambda hostile: hostile.name)
def test_a_hostile_file_ends_in_one_clear_sentence(hostile: Hostile) -> None:
    data = hostile.make()
    if not data:
        return  # what is empty is not even handed to a reader
    with pytest.raises(UserError) as caught:
        read(hostile.name, data=data, limits=LIMITS)
    clear(str(caught.value.message), str(caught.value.hint))
    assert hostile.said in caught.value.message
    assert hostile.said_english in caught.value.message


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run, with others around it in which nothing may appear."""
    run = tmp_path / "one" / "two" / "run"
    run.mkdir(parents=True)
    monkeypatch.chdir(run)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", "off")
    return run


def checked(*arguments: str) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Exit code, report, and why documents were not read, by name."""
    result = runner().invoke(main, ["check", "--format", "json", *arguments])
    report = json.loads(result.stdout)
    told = {each["location"]["path"]: each["reason"] for each in report["coverage"]["unrecognised"]}
    return result.exit_code, report, told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_over_hostile_files_goes_on(lang: str, folder: Path, tmp_path: Path) -> None:
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    for hostile in FILES:
        (folder / hostile.name).write_bytes(hostile.make())
    limits = "".join(f"  {name}: {limit}\n" for name, limit in SMALL_LIMITS.items())
    (folder / "budgetlint.yaml").write_text(f"lang: {lang}\nlimits:\n{limits}", encoding="utf-8")
    before = everything(tmp_path)

    code, report, told = checked("good.txt", *(hostile.name for hostile in FILES))

    assert code == 4
    assert [each["path"] for each in report["documents"] if each["status"] == "checked"] == ["good.txt"]
    assert "TXT001" in {each["code"] for each in report["findings"] if each["location"]["path"] == "good.txt"}
    for hostile in FILES:
        reason = told[hostile.name]
        assert (hostile.said if lang == "zh" else hostile.said_english) in reason
        assert "内部错误" not in reason and "internal error" not in reason
        if lang == "en":
            assert not re.search("[一-鿿]", reason)
    assert everything(tmp_path) == before


def test_entities_of_a_web_page_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    shown = words(web("<p>正文 &a9; &x;</p>", LAUGHS), "a.html")
    assert "正文" in shown
    assert len(shown) < 100
    assert SECRET not in words(web("<p>正文 &x;</p>", outside(str(secret))), "a.html")
    assert SECRET not in words(web(f'<p>正文</p><iframe src="file://{secret}"></iframe>'), "a.html")


def test_a_sheet_that_only_claims_to_be_huge_is_read() -> None:
    far = '<row r="1048576" ht="20"/>'
    wide = '<cols><col min="1" max="16384" width="9"/></cols>'
    merged = '<mergeCells count="1"><mergeCell ref="C1:XFD1048576"/></mergeCells>'
    data = xlsx(row(1) + row(2) + far, f'<dimension ref="A1:XFD1048576"/>{wide}', merged)
    (table,) = read("a.xlsx", data=data, limits=LIMITS).tables
    assert [[cell.text for cell in cells if cell.text] for cells in table.rows] == [["1", "1"], ["1", "1"]]


def test_a_page_tree_that_leads_back_to_its_root_shows_its_pages_once() -> None:
    assert words(pages(2, more="2 0 R"), "a.pdf").count("2026") == 2


WORD = docx(p("青石县水务局2026年预算") + tbl(*[tr("指标", "3公里")] * 30))
BOOK = xlsx("".join(row(n, 5) for n in range(1, 60)))
PAGES = pages(12)
# With its root named at the beginning, as files for the web are, such a file opens however much of its end is missing.
EARLY = PAGES.replace(b"1 0 obj", b"trailer\n<</Size 17/Root 1 0 R>>\n1 0 obj", 1)
LONG = docx(p(" ".join(map(str, range(400_000)))))


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (WORD, "a.txt", "docx"),
        (BOOK, "a.docx", "xlsx"),
        (web("<p>正文</p>"), "a.xls", "html"),
        (PAGES, "a.doc", "pdf"),
        ("正文".encode(), "a.xlsx", "text"),
    ],
)
def test_a_wrong_suffix_does_not_matter(data: bytes, name: str, kind: str) -> None:
    document = read(name, data=data)
    assert document.format == kind
    assert document.blocks


@pytest.mark.parametrize("share", range(10, 100, 10))
@pytest.mark.parametrize(("data", "name"), [(WORD, "a.docx"), (BOOK, "a.xlsx"), (PAGES, "a.pdf"), (EARLY, "b.pdf")])
def test_a_file_that_was_cut_off_is_never_taken_for_whole(data: bytes, name: str, share: int) -> None:
    try:
        document = read(name, data=data[: len(data) * share // 100])
    except UserError as error:
        clear(str(error.message), str(error.hint))
    else:
        assert any("不完整" in remark.why for remark in document.remarks)


@pytest.mark.parametrize(
    ("name", "limit", "file", "data", "chinese", "english"),
    [
        ("cells", 20, "a.xlsx", BOOK, "单元格数超过上限 20 个", "more than 20 cells"),
        ("pages", 3, "a.pdf", PAGES, "页数超过上限 3 页", "more than 3 pages"),
        ("unpacked", 1500, "a.docx", WORD, "解压后大小超过上限 1,500 字节", "larger than 1,500 bytes"),
        ("unpacked", 2_500_000, "a.docx", LONG, "上限 2.5 MB", "larger than 2.5 MB"),
        ("members", 3, "a.docx", WORD, "文件数超过上限 3 个", "more than 3 members"),
        ("depth", 4, "a.xlsx", BOOK, "嵌套层数超过上限 4 层", "more than 4 levels"),
        ("ratio", 2, "a.docx", LONG, "压缩比超过上限 2:1", "more than 2 to 1"),
        ("seconds", 0, "a.pdf", PAGES, "读取时间超过上限 0 秒", "more than 0 seconds"),
    ],
)
def test_a_limit_of_the_configuration_takes_effect_and_is_named(
    name: str, limit: int, file: str, data: bytes, chinese: str, english: str, folder: Path
) -> None:
    (folder / file).write_bytes(data)
    for lang, said in (("zh", chinese), ("en", english)):
        (folder / "budgetlint.yaml").write_text(f"lang: {lang}\nlimits: {{{name}: {limit}}}\n", encoding="utf-8")
        code, _, told = checked(file)
        assert code == 4
        assert said in told[file]
        assert f"limits.{name}" in told[file]
    (folder / "budgetlint.yaml").unlink()
    assert "limits" not in checked(file)[2].get(file, "")


def test_an_unknown_limit_is_a_mistake_of_the_configuration(folder: Path) -> None:
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "budgetlint.yaml").write_text("limits: {cell: 5}\n", encoding="utf-8")
    result = runner().invoke(main, ["check", "good.txt"])
    assert result.exit_code == 2
    assert "budgetlint.yaml:1" in result.stderr


def test_tables_are_no_paragraphs_of_a_small_document() -> None:
    blocks = read("a.docx", data=WORD).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table]
