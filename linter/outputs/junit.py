"""The report as JUnit XML, as CI servers read it: one test suite a document, one test case a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from linter.findings import DocumentEntry, Finding, Report
from linter.outputs.arranged import failing_levels
from linter.outputs.visible import visible
from linter.outputs.words import Words

# Characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """The report as JUnit XML. A rule with findings at the fail level is a failure; lesser findings are its output."""
    say = Words(report.lang)
    found: dict[str, list[Finding]] = {entry.path: [] for entry in report.documents}
    for finding in report.findings:
        found[finding.location.path].append(finding)
    suites = [_suite(entry, found[entry.path], report, say) for entry in report.documents]
    root = etree.Element("testsuites", name=report.tool.name)
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.extend(suites)
    text: str = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _suite(entry: DocumentEntry, findings: Sequence[Finding], report: Report, say: Words) -> etree._Element:
    suite = etree.Element("testsuite", name=_clean(entry.path))
    if entry.status != "checked":
        case = etree.SubElement(suite, "testcase", classname=_clean(entry.path), name=say("gap.documents"))
        etree.SubElement(case, "error", message=_clean(entry.error or say(entry.status)))
    else:
        for code in report.coverage.rules_run:
            own = [finding for finding in findings if finding.code == code]
            suite.append(_case(entry.path, code, own, report, say))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def _case(path: str, code: str, findings: Sequence[Finding], report: Report, say: Words) -> etree._Element:
    title = findings[0].title if findings else ""
    case = etree.Element("testcase", classname=_clean(path), name=_clean(f"{code} {title}".strip()))
    open_ones = [finding for finding in findings if finding.suppressed is None]
    levels = failing_levels(report)
    grave = [finding for finding in open_ones if finding.severity in levels]
    if grave:
        case.append(_failure(grave, say))
    lesser = [finding for finding in open_ones if finding.severity not in levels]
    if lesser:
        output = etree.SubElement(case, "system-out")
        output.text = _clean("\n".join(f"{say.of(each)} {each.message}" for each in lesser))
    if findings and not open_ones:
        etree.SubElement(case, "skipped", message=_clean(findings[0].suppressed or ""))
    return case


def _failure(grave: Sequence[Finding], say: Words) -> etree._Element:
    """One failure a case: common readers take no second one."""
    more = f" (+{len(grave) - 1})" if len(grave) > 1 else ""
    failure = etree.Element("failure", type=grave[0].severity, message=_clean(grave[0].message) + more)
    failure.text = _clean("\n\n".join("\n".join(_lines(finding, say)) for finding in grave))
    return failure


def _lines(finding: Finding, say: Words) -> Iterator[str]:
    yield f"{finding.location.path} {say.of(finding)} {finding.message}"
    if finding.excerpt:
        yield visible(finding.excerpt)
    yield finding.fix
    if finding.suggestion:
        yield say("suggestion", text=visible(say.mend(finding)))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", "\n".join(visible(line) for line in text.split("\n")))
