"""SUM001. Totals and subtotals against their listed parts, in budget tables and in the funding of whole-unit forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linter.budget.model import Budget, BudgetTable, UnitForm
from linter.checks.shared.tables import table_name
from linter.checks.sums.relations import Mismatch, Open, Relation, Term, judge, without_followers
from linter.checks.sums.sources import additive, source_words
from linter.checks.sums.sum_hits import SUM_FIELDS, spanning, sum_hits, table_figures, table_rows, unsettled
from linter.checks.sums.table_sums import table_mismatches
from linter.packs.hits import Hit, Outcome, Subject
from linter.packs.kinds import DOCUMENT, check

_FAMILY = frozenset({"total"})
_SOURCE = "source:"
_EXPENDITURE = ("personnel", "public", "basic_total", "project", "expenditure_total")


@check("sum-equals", on=DOCUMENT, says=SUM_FIELDS)
def sum_equals(budget: Budget, subject: Subject) -> Iterator[Outcome]:
    for table in budget.tables:
        yield from _table(table)
    for form in budget.unit_forms:
        yield from _form(form)


def _table(table: BudgetTable) -> Iterator[Outcome]:
    found, undecided = table_mismatches(table)
    wrong = [each for each in found if each.relation.family in _FAMILY]
    yield from sum_hits(wrong, {"table": table_name(table)}, table_figures(table), table_rows(table))
    yield from unsettled(undecided, _FAMILY)


def _form(form: UnitForm) -> Iterator[Outcome]:
    decimals = max((figure.decimals for figure in form.funding.values()), default=0)
    label = source_words().label
    terms = {role: Term(label(role), figure, figure.location) for role, figure in form.funding.items()}
    verdicts = [judge(relation, decimals, blank_is_zero=False) for relation in _relations(terms)]
    wrong = [verdict for verdict in verdicts if isinstance(verdict, Mismatch)]
    for each in without_followers(wrong, decimals):
        yield from _form_hits(form, each, terms)
    yield from unsettled([verdict for verdict in verdicts if isinstance(verdict, Open)], _FAMILY)


def _relations(terms: dict[str, Term]) -> Iterator[Relation]:
    """基本支出, 支出合计 and 收入合计 of a form with what the form prints of their parts."""

    def parts(*roles: str) -> tuple[Term, ...]:
        return tuple(terms[role] for role in roles if role in terms)

    basic = parts("personnel", "public")
    if "basic_total" in terms and len(basic) == 2:
        yield Relation("total", terms["basic_total"], (basic,))
    spent = parts("basic_total", "project") if "basic_total" in terms else parts("personnel", "public", "project")
    if "expenditure_total" in terms and len(spent) >= 2:
        yield Relation("total", terms["expenditure_total"], (spent,))
    sources = [(role.removeprefix(_SOURCE), term) for role, term in terms.items() if role.startswith(_SOURCE)]
    if "income_total" in terms and sources:
        yield Relation("total", terms["income_total"], additive(sources, source_words()))


def _form_hits(form: UnitForm, found: Mismatch, terms: dict[str, Term]) -> Iterator[Hit]:
    for hit in sum_hits([found], {"project": form.name}, {"": list(terms.values())}, {}):
        if found.relation.total is terms.get("expenditure_total"):
            # The lines of 基本支出 belong to what the form adds up to its expenditure, whichever is printed wrong.
            spent = [form.funding[role].location for role in _EXPENDITURE if role in form.funding]
            hit = replace(hit, location=spanning(spent))
        yield hit
