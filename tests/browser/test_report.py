"""The HTML report in a browser: nothing hostile runs or is fetched, filters, links, print, no script, accessibility.

Needs Playwright for Python and a Chromium: the one that CHROMIUM names, that of the system, or Playwright's own. Axe is
run where AXE names its file (axe.min.js); it is not part of the project.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from linter.outputs.html import render
from linter.usecases import inputs
from linter.usecases.check import check
from linter.usecases.options import Typed, run_options

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = "<script>document.title='hit'</script><img src=http://127.0.0.1:9/x onerror=\"document.title='hit'\">"
COUNTY = EXAMPLES / "county-bureau.txt"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with playwright.sync_playwright() as driver:
        try:
            found = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no Chromium: {str(error).splitlines()[0]}")
        yield found
        found.close()


def written(folder: Path, *paths: Path, lang: str = "zh") -> Path:
    """The report on these documents as a file."""
    names = [str(path) for path in paths]
    report, _ = check(inputs.documents(names, ""), run_options(names, Typed(documents=True, lang=lang, no_cache=True)))
    file = folder / "report.html"
    file.write_text(render(report), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"), COUNTY)


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a report and gathers what it asks for and complains of in `page.requested` and `page.complaints`."""
    contexts = []

    def open_(file: Path, anchor: str = "", **settings: Any) -> Any:
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.requested, page.complaints = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{file.as_uri()}{anchor}")
        return page

    yield open_
    for context in contexts:
        context.close()


def test_nothing_is_requested_and_nothing_breaks_the_policy(file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file)
    assert [url for url in page.requested if not url.startswith("data:")] == [file.as_uri()]
    assert page.complaints == []


def test_a_hostile_document_runs_nothing(tmp_path: Path, opened: Callable[..., Any]) -> None:
    text = COUNTY.read_text(encoding="utf-8")
    # In names, values, narrative and the file's own name.
    for word in ("供水管网", "≥9595%", "防汛"):
        assert word in text
        text = text.replace(word, word + HOSTILE)
    evil = tmp_path / "<img src=x onerror=document.title=1>.txt"
    evil.write_text(text, encoding="utf-8")
    page = opened(written(tmp_path, evil))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert "不通过" in page.title() and page.title() != "hit"
    assert len(page.requested) <= 2 and page.complaints == []
    assert page.locator("script").count() == 1 and page.locator("img").count() == 0
    assert "<script>document.title" in page.locator("body").inner_text()


def test_a_filter_stands_in_the_address_and_comes_back(file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file)
    every = page.locator("article.finding").count()
    page.select_option("[name=code]", "VAL002")
    shown = page.locator("article.finding:not([hidden])")
    assert 0 < shown.count() < every
    assert set(shown.evaluate_all("all => all.map(each => each.dataset.code)")) == {"VAL002"}
    assert "code=VAL002" in page.url
    # The notes beside the document are filtered with the findings.
    assert set(
        page.locator(".note:not([hidden]) b, .note:not([hidden])").evaluate_all(
            "all => all.map(each => each.textContent.match(/[A-Z]{3}[0-9]{3}/)[0])"
        )
    ) == {"VAL002"}
    again = opened(file, "#" + page.url.partition("#")[2])
    assert again.locator("article.finding:not([hidden])").count() == shown.count()
    again.click("#filter button")
    assert again.locator("article.finding:not([hidden])").count() == every


def test_a_finding_leads_to_its_cell_and_back(file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file)
    card = page.locator("article.finding[data-code=VAL002]").first
    card.locator("a.place").click()
    cell = page.locator(":target")
    assert cell.locator("mark").inner_text() == "9595" and cell.is_visible()
    page.locator("tr", has=cell).locator(".note", has_text="VAL002").click()
    assert page.locator(":target").get_attribute("id") == card.get_attribute("id")


def test_a_link_opens_what_is_folded(tmp_path: Path, opened: Callable[..., Any]) -> None:
    page = opened(written(tmp_path, EXAMPLES))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    anchor = page.locator("article.finding").last.get_attribute("id")
    page.goto(f"{page.url}#{anchor}")
    assert page.locator(f"#{anchor}").is_visible()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.tagName"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert "A" in seen


def test_without_script_every_finding_can_be_read(file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file, java_script_enabled=False)
    findings = page.locator("article.finding")
    assert findings.count() > 40
    assert page.locator("details.section:not([open])").count() == 0
    assert findings.first.locator("mark").first.is_visible()
    assert page.locator("details.text[open] table.doc").count() > 10
    assert not page.locator(".scripted").first.is_visible()


def test_severities_can_be_switched_off_without_script(file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file, java_script_enabled=False)
    page.uncheck("#show-error")
    assert page.locator("article.finding.error:visible").count() == 0
    assert page.locator("article.finding.warning:visible").count() > 0


def test_print_opens_what_is_folded_and_names_the_document(tmp_path: Path, opened: Callable[..., Any]) -> None:
    page = opened(written(tmp_path, EXAMPLES / "vocational-school.txt"))
    page.emulate_media(media="print")
    assert page.locator("article.finding").last.is_visible()
    assert not page.locator(".side").is_visible()
    target = tmp_path / "report.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    assert target.read_bytes()[:5] == b"%PDF-"
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    with pdfplumber.open(target) as printed:
        assert all("vocational-school.txt" in (sheet.extract_text() or "")[:80] for sheet in printed.pages)


@pytest.mark.parametrize("width", [390, 720, 1440])
def test_nothing_is_wider_than_the_page(width: int, file: Path, opened: Callable[..., Any]) -> None:
    page = opened(file, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("width", "scheme", "lang"), [(1440, "light", "zh"), (1440, "dark", "en"), (390, "light", "zh")]
)
def test_axe_finds_no_violation(width: int, scheme: str, lang: str, tmp_path: Path, opened: Callable[..., Any]) -> None:
    axe = os.environ.get("AXE")
    if not axe:
        pytest.skip("AXE does not name axe.min.js")
    settings = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "bypass_csp": True}
    page = opened(written(tmp_path, EXAMPLES / "vocational-school.txt", lang=lang), **settings)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(Path(axe).read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", tags)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
