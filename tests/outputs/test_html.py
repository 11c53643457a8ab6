"""The HTML report: self-contained, safe with hostile documents, and every link resolves."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

from linter.findings import Finding, Report
from linter.outputs.html import render


@pytest.fixture
def page(report: Report) -> Any:
    return lxml_html.document_fromstring(render(report))


def test_document_text_never_becomes_markup(report: Report, page: Any) -> None:
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //iframe | //object | //embed")
    assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style")
    assert "<script>alert(1)" in page.text_content()


def test_nothing_is_fetched(page: Any) -> None:
    addresses = page.xpath("//@src | //link/@href | //@srcset | //@action | //@formaction")
    assert addresses == ["data:,"]
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    style = page.xpath("string(//style)")
    assert "url(" not in style and "@import" not in style


def test_policy_allows_the_pages_own_style_and_script_only(page: Any) -> None:
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for name in ("style", "script"):
        digest = hashlib.sha256(page.xpath(f"string(//{name})").encode()).digest()
        assert f"{name}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy


def test_every_link_resolves_and_anchors_are_unique(page: Any) -> None:
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(names)
    assert set(page.xpath("//@aria-labelledby")) <= set(names)


def test_anchors_come_from_fingerprints(report: Report, page: Any) -> None:
    anchors = page.xpath("//article/@id")
    assert sorted(anchors) == sorted(f"f-{each.fingerprint}" for each in report.findings if each.suppressed is None)


def test_equal_fingerprints_get_anchors_of_their_own(clean: Report, make: Callable[..., Finding]) -> None:
    twins = (make(line=3, fingerprint="abc"), make(line=9, fingerprint="abc"))
    page = lxml_html.document_fromstring(render(replace(clean, findings=twins)))
    assert page.xpath("//article/@id") == ["f-abc", "f-abc-2"]


def test_a_count_links_to_exactly_its_findings(report: Report, page: Any) -> None:
    for link in page.xpath("//section[@id='counts']//td/a"):
        (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        here = target.xpath(".//article")
        if here:
            assert len(here) == int(link.text)
        elif target.get("class") == "jump":
            levels = [page.xpath(f"//*[@id='{each[1:]}']")[0] for each in target.xpath(".//a/@href")]
            assert sum(len(level.xpath(".//article")) for level in levels) == int(link.text)
        else:
            assert len(target.xpath(".//a")) == int(link.text)


def test_structure(page: Any) -> None:
    assert page.get("lang") == "zh-CN"
    assert "不通过" in page.xpath("string(//title)")
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    for table in page.xpath("//table"):
        assert table.xpath("caption") and table.xpath(".//th") and not table.xpath(".//th[not(@scope)]")


def test_verdict_stands_before_any_table(page: Any) -> None:
    text = etree.tostring(page, encoding="unicode")
    assert text.index('id="verdict"') < text.index("<table")


def test_offending_characters_are_marked(page: Any) -> None:
    marked = [each.text_content() for each in page.xpath("//article[@data-code='VAL002']//mark")]
    assert marked == ["≥9595%"]
    row = page.xpath("//article[@data-code='VAL002']//table")[0]
    assert [each.text_content() for each in row.xpath(".//th")][-1] == "指标值"


def test_folded_findings_are_all_there(page: Any) -> None:
    assert len(page.xpath("//details[@class='fold']/article")) == 8


def test_time_is_printed_only_when_given(report: Report) -> None:
    assert "2026-03-04 05:06:07 UTC" in render(report)
    assert "<time" not in render(replace(report, made=None))


def test_what_was_skipped_is_said(report: Report, clean: Report) -> None:
    text = lxml_html.document_fromstring(render(report)).xpath("string(//section[@id='gaps'])")
    assert "坏.txt" in text and "没有合适的版式" in text and "合计行以下的明细不全" in text
    assert "没有跳过任何内容" in render(clean)
    assert "没有跳过任何内容" not in render(replace(clean, documents=()))


def test_english(report: Report) -> None:
    page = lxml_html.document_fromstring(render(replace(report, lang="en")))
    assert page.get("lang") == "en"
    assert "Failed" in page.xpath("string(//title)")
