"""The site of an audit: what a bureau sees, that nothing in it is foreign or broken, and that it comes out the same again."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from audit_made import GOAL, HOSTILE, audit, form

PAGES = ("index", "units", "rules", "documents", "copies", "summary")


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, _Page]:
    return {path.relative_to(site).as_posix(): _Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def text_of(site: Path, name: str) -> str:
    return re.sub(r"<[^>]+>", "", (site / f"{name}.html").read_text(encoding="utf-8"))


def test_every_link_stays_in_the_site_and_leads_somewhere(site: Path, pages: dict[str, _Page]) -> None:
    for name, page in pages.items():
        for link in page.links:
            if link.startswith("data:") or name.startswith("documents/"):
                continue
            address, _, anchor = link.partition("#")
            target = (site / name).parent / address if address else site / name
            assert target.resolve().is_relative_to(site.resolve()) and target.is_file(), (name, link)
            if anchor and not anchor.startswith("filter:"):
                assert anchor in pages[target.resolve().relative_to(site.resolve()).as_posix()].ids, (name, link)


def test_ids_are_unique_and_nothing_runs_or_loads(site: Path, pages: dict[str, _Page]) -> None:
    for name in PAGES:
        page = pages[f"{name}.html"]
        text = (site / f"{name}.html").read_text(encoding="utf-8")
        assert len(page.ids) == len(set(page.ids)), name
        assert "default-src 'none'" in text and text.count("<h1>") == 1
        assert "img" not in page.tags and "onerror" not in page.attributes and "style" not in page.attributes
        assert not re.search(r"https?://", text), name


def test_a_hostile_name_is_printed_as_it_is(site: Path) -> None:
    assert "&lt;img src=x onerror=alert(1)&gt;.txt" in (site / "documents.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;" in (site / "copies.html").read_text(encoding="utf-8")
    assert HOSTILE not in (site / "documents.html").read_text(encoding="utf-8")


def test_what_could_not_be_read_is_said_and_is_no_pass(site: Path) -> None:
    text = text_of(site, "index")
    assert "damaged.docx" in text and "empty.txt" in text
    assert "不能视为通过" in text
    rows = re.findall(r'<tr data-verdict="(\w+)"[^>]*>.*?</tr>', (site / "documents.html").read_text(encoding="utf-8"))
    assert len(rows) == 7 and rows.count("incomplete") >= 2


def test_copies_stand_side_by_side_with_the_difference_marked(site: Path) -> None:
    text = (site / "copies.html").read_text(encoding="utf-8")
    assert "<mark>2</mark>" in text and "<mark>5</mark>" in text
    assert "青石县水务局" in text and "白沙县湖泊中心" in text


def test_a_copy_is_a_finding_of_both_documents(site: Path) -> None:
    reports = {path.name: path.read_text(encoding="utf-8") for path in (site / "documents").glob("*.html")}
    found = [text for text in reports.values() if 'id="r-DUP009"' in text]
    # Both years of the one unit, and the other unit.
    assert len(found) == 3
    assert all("白沙县湖泊中心" in text and "青石县水务局" in text for text in found)


def test_the_years_of_a_unit_are_compared(site: Path) -> None:
    text = text_of(site, "index")
    assert "有多年文件的单位" in text and "2025" in text and "2026" in text


def test_the_heat_map_has_its_numbers_as_text(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    table = text[text.index('<table class="heatmap">') :]
    cells = re.findall(r'<td class="num heat h(\d)">(\d*)</td>', table[: table.index("</table>")])
    assert cells and all(number for _, number in cells)
    assert all((shade == "0") == (number == "0") for shade, number in cells)


def test_the_same_documents_give_the_same_bytes(documents: Path, site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert audit(documents, again, "--jobs", "2").exit_code == 4
    first = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    second = {path.relative_to(again): path.read_bytes() for path in again.rglob("*") if path.is_file()}
    assert first.keys() == second.keys()
    assert not [name for name in first if first[name] != second[name]]


def test_english(documents: Path, tmp_path: Path) -> None:
    audit(documents, tmp_path / "site", "--lang", "en", "--select", "VAL")
    text = text_of(tmp_path / "site", "index")
    assert "Units by findings" in text and "单位排名" not in text
    assert "does not say that there are no copies" in text_of(tmp_path / "site", "copies")


def test_common_stock_is_no_copy_and_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, place in enumerate("甲乙丙丁戊己"):
        text = form(f"{place}县水务局", f"{place}河整治", GOAL.format(n=10 + number))
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    audit(folder, tmp_path / "site")
    text = text_of(tmp_path / "site", "copies")
    assert "没有发现单位之间的雷同" in text
    assert "按通用表述处理的句子" in text and "6 个单位" in text


def test_the_same_project_published_twice_is_no_copy(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, unit in (("部门", "青石县水务局"), ("单位", "青石县水务局本级")):
        (folder / f"{name}.txt").write_text(form(unit, "库区岸线整治", GOAL.format(n=12)), encoding="utf-8")
    audit(folder, tmp_path / "site")
    assert "没有发现单位之间的雷同" in text_of(tmp_path / "site", "copies")
