"""Two versions of a document held against each other, as text and as JSON (`budgetlint diff`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from linter.budget.changes import BudgetChanges, Change, Copied, Item
from linter.document import Location
from linter.findings import DocumentEntry, Finding
from linter.findings.changes import FindingChanges
from linter.outputs import json_
from linter.outputs.visible import visible
from linter.outputs.words import Words

LISTED = 12
"""So many changed figures of a table are listed unless all are asked for."""
_WORDS: dict[str, tuple[str, str]] = {
    "old": ("旧", "Old"),
    "new": ("新", "New"),
    "findings": (
        "问题：新增 {new}，消失 {gone}，位置变动 {moved}，不变 {kept}",
        "Findings: {new} new, {gone} gone, {moved} moved, {kept} as before",
    ),
    "findings.new": ("新增", "New"),
    "findings.gone": ("消失", "Gone"),
    "findings.moved": ("位置变动", "Moved"),
    "items": ("项目和表格：增加 {added}，取消 {dropped}", "Projects and tables: {added} added, {dropped} dropped"),
    "indicators": ("指标：{n} 处变动", "Indicators: {n} change(s)"),
    "figures": ("金额：{n} 处变动", "Figures: {n} change(s)"),
    "copied": ("绩效目标照抄上年：{n} 个项目", "Goals copied from another year: {n} project(s)"),
    "copied.exact": ("{old}年 → {new}年，一字未改", "{old} → {new}, not a word changed"),
    "copied.year": ("{old}年 → {new}年，只改了年份", "{old} → {new}, only the year changed"),
    "none": ("没有差别。", "No differences."),
    "more": ("其余 {n} 处用 --verbose 列出", "{n} more with --verbose"),
    "project": ("项目“{name}”", "project “{name}”"),
    "unit_form": ("整体支出“{name}”", "unit form “{name}”"),
    "table": ("表“{name}”", "table “{name}”"),
    "value": ("指标值", "target"),
    "level1": ("一级指标", "level 1"),
    "level2": ("二级指标", "level 2"),
    "description": ("指标描述", "description"),
    "basis": ("确定依据", "basis"),
    "weight": ("权重", "weight"),
    "budget": ("预算数", "budget"),
    "total_budget": ("项目总额", "budget over all years"),
    "personnel": ("人员经费", "personnel"),
    "public": ("公用经费", "public funds"),
    "basic_total": ("基本支出", "basic expenditure"),
    "expenditure_total": ("支出合计", "total expenditure"),
    "income_total": ("收入合计", "total income"),
    "blank": ("（空）", "(blank)"),
    "colon": ("：", ": "),
    "at": ("（{place}）", " ({place})"),
}


@dataclass(frozen=True, slots=True)
class Differences:
    """Both documents and their differences; `findings` and `budget` are None where one of them could not be read."""

    old: DocumentEntry
    new: DocumentEntry
    findings: FindingChanges | None
    budget: BudgetChanges | None
    lang: str = "zh"


def as_json(comparison: Differences) -> dict[str, Any]:
    """The comparison as one JSON object: schema_version 1; places and findings as in the report of `check`."""
    found, budget = comparison.findings, comparison.budget
    return {
        "schema_version": json_.SCHEMA_VERSION,
        "old": _document(comparison.old),
        "new": _document(comparison.new),
        "findings": None
        if found is None
        else {
            "new": [json_.finding(each) for each in found.new],
            "gone": [json_.finding(each) for each in found.gone],
            "moved": [
                {
                    "finding": json_.finding(each.new),
                    "from": json_.location(each.old.location),
                }
                for each in found.moved
            ],
            "kept": found.kept,
        },
        "added": [_item_json(each) for each in budget.added] if budget else [],
        "dropped": [_item_json(each) for each in budget.dropped] if budget else [],
        "indicators": [_change_json(each) for each in budget.indicators] if budget else [],
        "figures": [_change_json(each) for each in budget.figures] if budget else [],
        "goals_copied": [_copied_json(each) for each in budget.copied] if budget else [],
    }


def _document(entry: DocumentEntry) -> dict[str, Any]:
    return {**json_.document(entry), "error": entry.error}


def _item_json(item: Item) -> dict[str, Any]:
    return {"kind": item.kind, "name": item.name, "location": json_.location(item.location)}


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "project": change.form,
        "table": change.table,
        "name": change.name,
        "field": change.field or None,
        "change": "added" if change.old_location is None else "dropped" if change.new_location is None else "changed",
        "old": change.old,
        "new": change.new,
        "old_location": _place_json(change.old_location),
        "new_location": _place_json(change.new_location),
    }


def _place_json(place: Location | None) -> dict[str, Any] | None:
    return None if place is None else json_.location(place)


def _copied_json(copied: Copied) -> dict[str, Any]:
    return {
        "project": copied.form,
        "old_year": copied.old_year,
        "new_year": copied.new_year,
        "exact": copied.exact,
        "old_location": json_.location(copied.old_location),
        "new_location": json_.location(copied.new_location),
    }


def render(comparison: Differences, *, verbose: bool = False, quiet: bool = False) -> str:
    """The comparison for people: what is new first. `verbose` lists everything, `quiet` only the numbers."""
    lines = _Printout(comparison, verbose, quiet).lines()
    return "".join(f"{visible(line)}\n" for line in lines)


class _Printout:
    def __init__(self, comparison: Differences, verbose: bool, quiet: bool) -> None:
        self._it = comparison
        self._verbose = verbose
        self._quiet = quiet
        self._say = Words(comparison.lang)

    def lines(self) -> Iterator[str]:
        yield self._document("old", self._it.old)
        yield self._document("new", self._it.new)
        found, budget = self._it.findings, self._it.budget
        if found is None or budget is None:
            return
        parts = (
            (
                (found.new, found.gone, found.moved),
                self._word(
                    "findings", new=len(found.new), gone=len(found.gone), moved=len(found.moved), kept=found.kept
                ),
                self._findings(found),
            ),
            (
                (budget.added, budget.dropped),
                self._word("items", added=len(budget.added), dropped=len(budget.dropped)),
                (*self._items("+", budget.added), *self._items("-", budget.dropped)),
            ),
            (
                (budget.indicators,),
                self._word("indicators", n=len(budget.indicators)),
                self._changes(budget.indicators),
            ),
            ((budget.figures,), self._word("figures", n=len(budget.figures)), self._changes(budget.figures)),
            ((budget.copied,), self._word("copied", n=len(budget.copied)), self._copied(budget.copied)),
        )
        yield ""
        if not any(each for held, _, _ in parts for each in held):
            yield self._word("none")
            return
        for held, head, listed in parts:
            if any(held):
                yield head
                yield from () if self._quiet else listed

    def _word(self, key: str, **fields: object) -> str:
        return _WORDS[key][self._it.lang == "en"].format_map(fields)

    def _document(self, key: str, entry: DocumentEntry) -> str:
        say = self._say
        facts = (
            [say("unreadable") + self._word("colon") + (entry.error or "")]
            if entry.status != "checked"
            else [
                entry.unit or "",
                say("year", n=entry.fiscal_year) if entry.fiscal_year else "",
                say("n.projects", n=entry.projects),
                say("n.indicators", n=entry.indicators),
            ]
        )
        return f"{self._word(key)}{self._word('colon')}{entry.path} · {say.join(facts)}"

    def _findings(self, found: FindingChanges) -> Iterator[str]:
        for key, mark, findings in (("findings.new", "+", found.new), ("findings.gone", "-", found.gone)):
            if findings:
                yield f"  {self._word(key)}"
                yield from (f"    {mark} {self._finding(each)}" for each in findings)
        if found.moved and self._verbose:
            yield f"  {self._word('findings.moved')}"
            for each in found.moved:
                yield f"    {self._say.place(each.old.location)} → {self._finding(each.new)}"

    def _finding(self, finding: Finding) -> str:
        where = f"{finding.project}{self._word('colon')}" if finding.project else ""
        return f"{self._say(finding.severity)} {finding.code} {self._say.of(finding)} {where}{finding.message}"

    def _items(self, mark: str, items: Iterable[Item]) -> Iterator[str]:
        for each in items:
            yield f"  {mark} {self._word(each.kind, name=each.name)}{self._at(each.location)}"

    def _at(self, place: Location) -> str:
        return self._word("at", place=self._say.place(place))

    def _changes(self, changes: Iterable[Change]) -> Iterator[str]:
        for (form, table), group in groupby(changes, lambda each: (each.form, each.table)):
            yield f"  {self._word('project', name=form) if form is not None else self._word('table', name=table)}"
            listed = list(group)
            shown = listed if self._verbose or form is not None else listed[:LISTED]
            yield from (f"    {self._change(each)}" for each in shown)
            if len(shown) < len(listed):
                yield f"    {self._word('more', n=len(listed) - len(shown))}"

    def _change(self, change: Change) -> str:
        name = self._name(change.name)
        if change.field:
            name += f" · {self._name(change.field)}"
        if change.old_location is None:
            return f"+ {name}{self._word('colon')}{self._text(change.new)}"
        if change.new_location is None:
            return f"- {name}{self._word('colon')}{self._text(change.old)}"
        return f"~ {name}{self._word('colon')}{self._text(change.old)} → {self._text(change.new)}"

    def _name(self, name: str) -> str:
        return self._word(name) if name in _WORDS else name.removeprefix("source:")

    def _text(self, text: str | None) -> str:
        return " ".join(text.split()) if text and text.strip() else self._word("blank")

    def _copied(self, copied: Sequence[Copied]) -> Iterator[str]:
        for each in copied:
            how = self._word("copied.exact" if each.exact else "copied.year", old=each.old_year, new=each.new_year)
            yield f"  {self._word('project', name=each.form)}{self._at(each.new_location)}{self._word('colon')}{how}"
