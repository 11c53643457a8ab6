"""Runs a pack over a budget: every rule over every item of its scope, with three answers, and nothing passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from linter.bilingual import Bilingual, in_language
from linter.budget.forms.activities import as_indicator
from linter.budget.imprints import Copies
from linter.budget.model import Budget
from linter.checks.shared.places import Places
from linter.document import UNREAD, Document, Location
from linter.findings import Coverage, Finding, Undecided
from linter.packs.compiled import CompiledRule
from linter.packs.hits import Outcome, Subject, Unsettled
from linter.packs.kinds import CORPUS
from linter.packs.pack import Pack
from linter.packs.rules import Rule
from linter.run.findings import Raised, findings_of
from linter.run.mends import verified
from linter.run.near import Near


@dataclass(frozen=True, slots=True)
class Result:
    """What a check of one budget found, and what it covered."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    """By the code of the rule, compiling included."""


def check(budget: Budget, pack: Pack, lang: str = "zh", copies: Copies | None = None) -> Result:
    """Runs every rule of the pack, and tries every mend (linter.run.mends). Raises PackError if the pack's files changed to
    something wrong since it was loaded.

    `copies` is what was found in a run over several documents; None for a document by itself, to which the rules that
    compare documents do not apply.
    """
    run = _ran(budget, pack, lang, copies)
    findings = verified(run.findings(), budget.document, partial(_second, budget, pack, lang, copies))
    asked = {rule.code for rule in pack.rules}
    return Result(
        findings=tuple(each for each in findings if each.code in asked),
        coverage=Coverage(
            rules_run=tuple(rule.code for rule in pack.rules if rule.code in run.applied),
            not_applicable=tuple(rule.code for rule in pack.rules if rule.code not in run.touched),
            undecided=tuple(each for each in run.undecided if each.code in asked),
            crashed=tuple(each for each in run.crashed if each.code in asked),
            unrecognised=tuple(
                Undecided("", run.near.named(each.location), each.why.get(lang)) for each in budget.unrecognised
            ),
        ),
        seconds={code: seconds for code, seconds in run.seconds.items() if code in asked},
    )


def _ran(budget: Budget, pack: Pack, lang: str, copies: Copies | None) -> _Run:
    run = _Run(budget, lang, Places(budget.document), Near(budget), copies)
    for rule in (*pack.rules, *pack.aside):
        # A rule with nothing to look at is not even compiled: kinds and their word lists are costly to start.
        if run.subjects(rule) and run.in_force(rule):
            began = perf_counter()
            run.rule(pack.prepared(rule))
            run.seconds[rule.code] = perf_counter() - began
    return run


def _second(budget: Budget, pack: Pack, lang: str, copies: Copies | None, document: Document) -> tuple[Finding, ...]:
    """What a check finds in another version of the budget's document."""
    again = budget.again(document) if budget.again is not None else budget
    return _ran(again, pack, lang, copies).findings()


def _indicators(budget: Budget) -> Iterator[Subject]:
    for form in budget.forms:
        for indicator in form.indicators:
            yield Subject(indicator, form, budget)


def _activity_rows(budget: Budget) -> Iterator[Subject]:
    for activity in budget.activities:
        row = as_indicator(activity)
        if row is not None:
            yield Subject(row, None, budget, activity=activity)


_ROWS = "rows"
_SUBJECTS: Mapping[str, Callable[[Budget], Iterator[Subject]]] = {
    "indicator": _indicators,
    _ROWS: _activity_rows,
    "project": lambda budget: (Subject(each, each, budget) for each in budget.projects),
    "unit_form": lambda budget: (Subject(each, each, budget) for each in budget.unit_forms),
    "form": lambda budget: (Subject(each, each, budget) for each in budget.forms),
    "table": lambda budget: (Subject(each, None, budget) for each in budget.tables),
    "activity": lambda budget: (Subject(each, None, budget) for each in budget.graded),
    "statement": lambda budget: (Subject(each, None, budget) for each in budget.statements),
    "paragraph": lambda budget: (Subject(each, None, budget) for each in budget.narrative),
    "document": lambda budget: iter((Subject(budget, None, budget),)),
}


_NO_YEAR = Bilingual("文件的预算年度不明", "the document's fiscal year is not known")
_NOT_READ = Bilingual("这一格的文字没有读出", "the text of this cell could not be read")
_NO_KIND = Bilingual("文件的类别不明", "the kind of the document is not known")


@dataclass(slots=True)
class _Run:
    budget: Budget
    lang: str
    places: Places
    near: Near
    copies: Copies | None
    raised: list[Raised] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)
    crashed: list[Undecided] = field(default_factory=list)
    applied: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    _subjects: dict[str, tuple[Subject, ...]] = field(default_factory=dict)

    def subjects(self, rule: Rule) -> tuple[Subject, ...]:
        """What a rule looks at: the items of its scope, and the rows of activity tables where it speaks of them as well."""
        return self._items(rule.scope) + (self._items(_ROWS) if rule.activities else ())

    def _items(self, scope: str) -> tuple[Subject, ...]:
        if scope not in self._subjects:
            found = self._compared() if scope == CORPUS else _SUBJECTS[scope](self.budget)
            self._subjects[scope] = tuple(found)
        return self._subjects[scope]

    def _compared(self) -> Iterator[Subject]:
        if self.copies is not None:
            path = self.budget.document.path
            for index, project in enumerate(self.budget.projects):
                yield Subject(project, project, self.budget, self.copies.get((path, index), ()))

    def rule(self, ready: CompiledRule) -> None:
        code, applied = ready.rule.code, False
        for subject in self.subjects(ready.rule):
            try:
                if self._concerned(ready, subject):
                    applied = True
                    for outcome in ready.check(subject):
                        self._take(ready.rule, subject, outcome)
            except Exception as error:  # a rule that fails must not hide what the others find
                reason = f"{type(error).__name__}: {error}"
                self.crashed.append(Undecided(code, self.places.of(subject.item), in_language(reason, self.lang)))
                self.touched.add(code)
        if applied:
            self.applied.add(code)
            self.touched.add(code)

    def findings(self) -> tuple[Finding, ...]:
        return findings_of(self.raised, self.places, self.near, self.lang)

    def _concerned(self, ready: CompiledRule, subject: Subject) -> bool:
        """Whether the rule's `where` holds for the subject; undecided where the document does not tell."""
        where = ready.where
        if where is None or (where.needs and not where.applies(subject)):
            return where is None
        answer = where.test(subject)
        if answer is None:
            self._undecided(ready.rule.code, self.places.of(subject.item), where.reason(subject))
        return bool(answer)

    def _take(self, rule: Rule, subject: Subject, outcome: Outcome) -> None:
        if isinstance(outcome, Unsettled):
            self._undecided(rule.code, outcome.location, outcome.reason)
        elif outcome.actual == UNREAD:
            self._undecided(rule.code, outcome.location, _NOT_READ)
        else:
            self.raised.append(Raised(rule, subject, outcome))

    def in_force(self, rule: Rule) -> bool:
        """Whether the rule is for this fiscal year and kind of document; undecided where the document does not tell."""
        budget = self.budget
        first, last = rule.years
        place = Location(budget.document.path)
        if first is not None or last is not None:
            if budget.fiscal_year is None:
                self._undecided(rule.code, place, _NO_YEAR)
                return False
            if not (first or 0) <= budget.fiscal_year <= (last or 9999):
                return False
        if rule.documents:
            if not budget.kind:
                self._undecided(rule.code, place, _NO_KIND)
                return False
            return budget.kind in rule.documents
        return True

    def _undecided(self, code: str, place: Location, reason: Bilingual | str) -> None:
        self.undecided.append(Undecided(code, self.near.named(place), in_language(reason, self.lang)))
        self.touched.add(code)
