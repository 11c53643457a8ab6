"""The words of the reports themselves, Chinese and English, and places in words."""

from __future__ import annotations

from collections.abc import Iterable

from linter.bilingual import NOTHING
from linter.document import Location
from linter.findings import Finding
from linter.findings.model import INDICATOR_HEADS, PROJECT_HEADS

_NEAR = 24
_BESIDE_VALUE = ("comparator", "unit")
_WORDS: dict[str, tuple[str, str]] = {
    "title": ("预算文件检查报告", "Budget document report"),
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
    "high": ("高", "high"),
    "medium": ("中", "medium"),
    "low": ("低", "low"),
    "preview": ("试行", "preview"),
    "stable": ("正式", "stable"),
    "deprecated": ("停用", "deprecated"),
    "verdict": ("结论", "Verdict"),
    "fail": ("不通过", "Failed"),
    "notes": ("有提示", "Passed with remarks"),
    "pass": ("通过", "Passed"),
    "incomplete": ("未查全", "Not fully checked"),
    "nothing": ("没有可检查的文件", "Nothing to check"),
    "fail.note": ("有 {n} 处须修改后再公开", "{n} finding(s) to mend before publication"),
    "notes.note": ("有 {n} 处供参考，没有必须修改的问题", "{n} remark(s), nothing that must be mended"),
    "pass.note": ("已检查的内容未发现问题", "no findings in what was checked"),
    "incomplete.note": (
        "已检查的内容未发现必须修改的问题，但不能视为通过",
        "nothing to mend in what was checked, yet this is no pass",
    ),
    "nothing.note": ("没有检查任何内容，不能视为通过", "nothing was checked, which is no pass"),
    "gaps.note": ("另有 {n} 处内容未能检查", "{n} place(s) could not be checked"),
    "suggestion": ("建议：{text}", "Suggestion: {text}"),
    "mended": ("已改：{text}", "Changed: {text}"),
    "suggestion.label": ("建议改为", "Suggested"),
    "actual": ("现为", "Actual"),
    "expected": ("应为", "Expected"),
    "fix": ("修改方法", "How to mend"),
    "why": ("为什么", "Why it matters"),
    "basis": ("依据", "Basis"),
    "bad": ("错例", "Wrong"),
    "good": ("正例", "Right"),
    "confidence": ("把握程度", "confidence"),
    "value.text": ("原文", "Text"),
    "value.canonical": ("解析为", "Read as"),
    "value.kind": ("类型", "Kind"),
    "value.range": ("范围", "Range"),
    "value.unit": ("单位", "Unit"),
    "value.problem": ("问题", "Problem"),
    "value.sound": ("没有发现书写问题", "nothing wrong with how it is written"),
    "related": ("另见", "See also"),
    "here": ("此处", "Here"),
    "permalink": ("# 本条链接", "# link to this finding"),
    "whole.passage": ("整段原文", "The whole passage"),
    "difference": ("相差", "Difference"),
    "points": ("个百分点", "percentage points"),
    "table.bare": ("表格", "table"),
    "excerpt": ("原文", "Source"),
    "place": ("位置", "Place"),
    "empty": ("（空）", "(empty)"),
    "more": ("同类问题另有 {n} 处：", "{n} more of the same:"),
    "document": ("文件", "Document"),
    "outside": ("全文及表格", "Whole document and tables"),
    "project": ("项目：{name}", "Project: {name}"),
    "findings.none": ("未发现问题。", "No findings."),
    "n.findings": ("{n} 项", "{n}"),
    "n.projects": ("{n} 个项目", "{n} project(s)"),
    "n.indicators": ("{n} 条指标", "{n} indicator(s)"),
    "n.tables": ("{n} 张预算表", "{n} budget table(s)"),
    "n.rules": ("{n} 条规则", "{n} rule(s)"),
    "tested": ("{rules} 条规则，{n} 个示例，{failed} 个不符", "{rules} rule(s), {n} example(s), {failed} failed"),
    "n.documents": ("{n} 个文件", "{n} document(s)"),
    "year": ("{n}年", "{n}"),
    "total": ("共 {n} 项", "{n} in all"),
    "by_code": ("按规则", "By rule"),
    "rule": ("规则", "Rule"),
    "rule.title": ("标题", "Title"),
    "rule.kind": ("检查", "Kind"),
    "rule.status": ("状态", "Status"),
    "rule.scope": ("对象", "scope"),
    "rule.message": ("消息", "Message"),
    "rule.where": ("适用条件", "Applies where"),
    "rule.next": (
        "填写后运行 budgetlint rules lint {path}，没有错误即可使用",
        "fill it in, then run budgetlint rules lint {path} until it finds no mistakes",
    ),
    "count": ("数量", "Count"),
    "severity": ("级别", "Severity"),
    "unreadable": ("未能读取", "unreadable"),
    "checked": ("已检查", "checked"),
    "gaps": ("未检查的内容（不计为通过）", "Not checked (not counted as passed)"),
    "gaps.none": ("没有跳过任何内容。", "Nothing was skipped."),
    "gap.documents": ("文件未能检查", "Documents that could not be checked"),
    "gap.unrecognised": ("没有识别或没有检查的内容", "Content not recognised or not checked"),
    "gap.undecided": ("规则无法判定", "Rules that could not be decided"),
    "gap.crashed": ("规则运行出错", "Rules that crashed"),
    "gap.more": ("其余 {n} 处用 --verbose 列出", "{n} more with --verbose"),
    "suppressed": ("已豁免", "Suppressed"),
    "rules_run": ("执行规则 {n} 条", "{n} rule(s) run"),
    "not_applicable": ("不适用 {n} 条", "{n} not applicable"),
    "undecided.n": ("无法判定 {n} 处", "{n} place(s) undecided"),
    "timings": ("用时", "Time"),
    "at": ("{place}", "{place}"),
    "lines": ("第{a}–{b}行", "lines {a}–{b}"),
    "line": ("第{a}行", "line {a}"),
    "page": ("第{a}页", "page {a}"),
    "paragraph": ("第{a}段", "paragraph {a}"),
    "table": ("表{a}", "table {a}"),
    "row": ("第{a}行", "row {a}"),
    "cell": ("第{a}格", "cell {a}"),
    "in": ("“{a}”", "“{a}”"),
    "under": ("“{a}”部分", "under “{a}”"),
    "whole": ("全文", "whole document"),
    "comma": ("；", "; "),
    "list": ("、", ", "),
    "colon": ("：", ": "),
    "internal": ("budgetlint 自身", "budgetlint itself"),
}


def _shortened(text: str) -> str:
    return text if len(text) <= _NEAR else f"{text[:_NEAR]}…"


class Words:
    """The words of one language. `say("page", a=3)` fills in the fields of a phrase."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._index = 1 if lang == "en" else 0

    def __call__(self, key: str, **fields: object) -> str:
        return _WORDS[key][self._index].format_map(fields)

    def known(self, key: str) -> bool:
        return key in _WORDS

    def join(self, parts: Iterable[str]) -> str:
        return (" · ").join(part for part in parts if part)

    def of(self, finding: Finding) -> str:
        """The place of a finding in words; in a table the cell is named by its head where that is known."""
        heads = INDICATOR_HEADS if finding.indicator is not None else PROJECT_HEADS
        return self.place(finding.place, heads.get(finding.field or "", NOTHING).get(self.lang))

    def mend(self, finding: Finding) -> str:
        """A finding's mend for people: what it should read; where cells beside the value change, which text becomes which."""
        changed = dict.fromkeys((each.old, each.new) for each in finding.changes)
        plain = len(changed) < 2 and finding.field not in _BESIDE_VALUE
        if finding.suggestion is None or (plain and all(old == finding.actual for old, _ in changed)):
            return finding.suggestion or ""
        return self("comma").join(f"“{old}” → “{new}”" for old, new in changed)

    def place(self, location: Location, head: str = "") -> str:
        """A place in words: 第12–15行; or what its format has: 第3页“支出预算总表”第4行第5格 (or
        “指标值”, its head), Sheet1!F12."""
        if location.line is not None:
            return self._lines(location.line, location.end_line)
        if location.sheet is not None or location.ref is not None:
            return "!".join(part for part in (location.sheet, location.ref) if part)
        near, numbered = _shortened(location.near), [("page", location.page)]
        if location.table is not None:
            numbered += [("table", None if near else location.table), ("row", location.row)]
            numbered.append(("cell", None if head else location.cell))
        elif not near:
            numbered.append(("paragraph", location.paragraph))
        words = [self(key, a=number) for key, number in numbered if number is not None]
        if near:
            words.insert(int(location.page is not None), self("in" if location.table is not None else "under", a=near))
        if head and location.row is not None:
            words.append(f"“{head}”")
        return (" " if self._index else "").join(words) or self("whole")

    def _lines(self, first: int, last: int | None) -> str:
        return self("lines", a=first, b=last) if last is not None and last > first else self("line", a=first)
