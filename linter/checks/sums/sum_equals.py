"""Totals and subtotals against their listed parts, in budget tables and in the funding of whole-unit forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from linter.budget.model import Budget, BudgetTable, UnitForm
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, judge, without_followers
from linter.checks.sums.sources import SourceWords, additive, source_words
from linter.checks.sums.sum_hits import SUM_FIELDS, spanning, sum_hits, table_figures, table_rows, unsettled
from linter.checks.sums.table_sums import table_mismatches
from linter.packs.hits import Check, Outcome, Subject
from linter.packs.kinds import DOCUMENT, Kind, Resources

_FAMILY = frozenset({"total"})
_SOURCE = "source:"
_EXPENDITURE = ("personnel", "public", "basic_total", "project", "expenditure_total")


@dataclass(frozen=True, slots=True)
class Params:
    pass


def build(params: Params, resources: Resources) -> Check:
    words = source_words()

    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.item
        assert isinstance(budget, Budget)
        for table in budget.tables:
            yield from _table(table)
        for form in budget.unit_forms:
            yield from _form(form, words)

    return check


def _table(table: BudgetTable) -> Iterator[Outcome]:
    found, undecided = table_mismatches(table)
    wrong = [each for each in found if each.relation.family in _FAMILY]
    yield from sum_hits(wrong, {"table": table.title or table.kind}, table_figures(table), table_rows(table))
    yield from unsettled(undecided, _FAMILY)


def _form(form: UnitForm, words: SourceWords) -> Iterator[Outcome]:
    decimals = max((figure.decimals for figure in form.funding.values()), default=0)
    terms = {role: Term(words.label(role), figure, figure.location) for role, figure in form.funding.items()}
    wrong: list[Mismatch] = []
    undecided: list[Open] = []
    for relation in _relations(terms, words):
        verdict = judge(relation, decimals, blank_is_zero=False)
        if isinstance(verdict, Open):
            undecided.append(verdict)
        elif verdict is not None:
            wrong.append(verdict)
    spent = [form.funding[role].location for role in _EXPENDITURE if role in form.funding]
    for each in without_followers(wrong, decimals):
        for hit in sum_hits([each], {"project": form.name}, {"": list(terms.values())}, {}):
            # The lines of 基本支出 belong to what the form adds up to its expenditure, whichever of them is printed wrong.
            whole = each.relation.total is terms.get("expenditure_total")
            yield replace(hit, location=spanning(spent)) if whole else hit
    yield from unsettled(undecided, _FAMILY)


def _relations(terms: dict[str, Term], words: SourceWords) -> Iterator[Relation]:
    def parts(*roles: str) -> list[Term]:
        return [terms[role] for role in roles if role in terms]

    basic = parts("personnel", "public")
    if "basic_total" in terms and len(basic) == 2:
        yield Relation("total", terms["basic_total"], (tuple(basic),))
    spent = parts("basic_total", "project") if "basic_total" in terms else parts("personnel", "public", "project")
    if "expenditure_total" in terms and len(spent) >= 2:
        yield Relation("total", terms["expenditure_total"], (tuple(spent),))
    sources = [(role.removeprefix(_SOURCE), term) for role, term in terms.items() if role.startswith(_SOURCE)]
    if "income_total" in terms and sources:
        yield Relation("total", terms["income_total"], additive(sources, words))


KIND = Kind("sum-equals", frozenset({DOCUMENT}), Params, build, SUM_FIELDS)
