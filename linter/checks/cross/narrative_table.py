"""A figure of the narrative differs from the budget table that prints the same amount."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from linter.budget.amounts import interval
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Budget, BudgetRow, BudgetTable, Figure, Statement
from linter.budget.narrative.lexicon import Words, words
from linter.checks.shared.narrative import FINAL_ACCOUNTS, called, paragraph_hit
from linter.checks.sums.relations import stands_for
from linter.findings import Related
from linter.language.folding import squash, unbracketed
from linter.packs.hits import Check, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Kind, Resources

# “社会保障支出（类）就业补助（款）公益性岗位补贴（项）” names an account by its path.
_ACCOUNT = re.compile(r"([^（）()“”\"、，；。]+)\s*[（(]\s*\d*\s*([类款项])\s*[)）]")
_RANKS = {"类": 3, "款": 5, "项": 7}
_SUMS = ("total", "subtotal")
_OF_GRANTS = ("basic", "project")
_GRANT_KINDS = ("grant_expenditure", "government_fund", "state_capital")
_ACCOUNT_KINDS = ("grant_expenditure", "fiscal_expenditure", "expenditure", "government_fund", "state_capital")
_ACCOUNT_COLUMNS = ("total", "total_expenditure", "subtotal", "this_year", "amount")


@dataclass(frozen=True, slots=True)
class Params:
    pass


@dataclass(frozen=True, slots=True)
class _Printed:
    """Where tables print the amount of a topic; see rules/lexicons/topics.yaml."""

    kinds: frozenset[str]
    side: str
    row: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Printed:
        return cls(frozenset(data["kinds"]), data.get("side", ""), data["row"], tuple(data["columns"]))


def build(params: Params, resources: Resources) -> Check:
    data = resources.lexicon("topics")["topics"]
    sources = {key: [_Printed.of(each) for each in entry.get("tables", ())] for key, entry in data.items()}
    last_year = frozenset(key for key, entry in data.items() if entry.get("year") == "last")
    lexicon = words()

    def check(subject: Subject) -> Iterator[Outcome]:
        budget = subject.budget
        final = budget.kind == FINAL_ACCOUNTS
        stages = ("", "final") if final else ("", "budget", "initial")
        agreed: set[tuple[int, str]] = set()
        wrong: list[tuple[Statement, Sequence[tuple[BudgetTable, Figure]]]] = []
        for statement in budget.statements:
            if statement.change or statement.stage not in stages or not _of_the_year(statement, budget, last_year):
                continue
            printed = list(_figures(budget, statement, sources, lexicon, final))
            if not printed:
                continue
            key = (id(statement.paragraph), statement.topic or statement.subject)
            filled = [(table, figure) for table, figure in printed if figure.number is not None]
            if statement.amount.yuan is None:
                continue
            if any(_agree(statement.amount, table, figure) for table, figure in filled) or _of_all_grants(
                budget, statement
            ):
                agreed.add(key)
            elif filled:
                wrong.append((statement, filled))
            elif statement.amount.number != 0:
                yield Unsettled(statement.location, "表中该项为空白 / the table leaves it blank")
        yield from _hits(budget, wrong, agreed)

    return check


def _of_all_grants(budget: Budget, statement: Statement) -> bool:
    """Whether 项目支出 or 基本支出 is that of all fiscal grants, which no table prints: it is the sum of their own tables'."""
    if statement.topic not in _OF_GRANTS:
        return False
    parts = []
    for kind in _GRANT_KINDS:
        table = next((each for each in budget.tables if each.kind == kind), None)
        row = next((each for each in table.rows if each.kind == "total"), None) if table else None
        cells = list(_cells(table, row, (statement.topic,))) if table and row else []
        parts += [stands_for(figure, table.decimals) for table, figure in cells[:1] if figure.number is not None]
    amount = interval(statement.amount)
    return len(parts) > 1 and amount is not None and Interval.total(parts).meets(amount)


def _hits(
    budget: Budget,
    wrong: Sequence[tuple[Statement, Sequence[tuple[BudgetTable, Figure]]]],
    agreed: set[tuple[int, str]],
) -> Iterator[Hit]:
    """One hit a figure. Where the item gives the table's figure as well, it contradicts itself: that is another rule's."""
    seen: set[tuple[int, str, str]] = set()
    for statement, filled in wrong:
        key = (id(statement.paragraph), statement.topic or statement.subject)
        place = (*key, statement.amount.text)
        if key in agreed or place in seen or _slip_in_list(budget, statement, filled):
            continue
        seen.add(place)
        table, figure = filled[0]
        shown = f"{figure.text}{figure.unit}" if figure.text and not figure.text.endswith("元") else figure.text
        yield paragraph_hit(
            statement.paragraph,
            statement.amount.start,
            statement.amount.end,
            expected=shown,
            key=f"{statement.subject}|{statement.amount.text}",
            related=tuple(
                Related(each.location, f"{source.title}：{each.text}{each.unit}") for source, each in _distinct(filled)
            ),
            fields={
                "subject": called(statement),
                "stated": statement.amount.text,
                "printed": shown,
                "table_title": table.title or table.kind,
            },
        )


def _distinct(filled: Sequence[tuple[BudgetTable, Figure]]) -> Iterator[tuple[BudgetTable, Figure]]:
    seen: set[object] = set()
    for table, figure in filled:
        if figure.yuan not in seen and len(seen) < 3:
            seen.add(figure.yuan)
            yield table, figure


def _slip_in_list(budget: Budget, statement: Statement, filled: Sequence[tuple[BudgetTable, Figure]]) -> bool:
    """A slip of the unit in a list whose sum fails for it is reported there already."""
    part = any(p.amount is statement.amount for other in budget.statements if other.complete for p in other.parts)
    return part and any(
        figure.number == statement.amount.number and figure.unit != statement.amount.unit for _, figure in filled
    )


def _of_the_year(statement: Statement, budget: Budget, last_year: frozenset[str]) -> bool:
    year = budget.fiscal_year
    if statement.year is None or year is None or statement.year == year:
        return True
    return statement.topic in last_year and statement.year == year - 1


def _agree(amount: Amount, table: BudgetTable, figure: Figure) -> bool:
    """Whether text and cell can be one amount. The cell's precision is that of its table's block of amounts.

    Where the text prints fewer digits it may have been rounded or cut off.
    """
    assert figure.number is not None and figure.yuan is not None and amount.yuan is not None
    coarse = Decimal(1).scaleb(-amount.decimals) * MONEY_UNITS[amount.unit]
    fine = Decimal(1).scaleb(-max(table.decimals, figure.decimals)) * MONEY_UNITS[figure.unit]
    above = figure.yuan - amount.yuan
    if coarse > fine:
        return -(coarse + fine) / 2 <= above < coarse
    return abs(above) < fine if coarse == fine else abs(above) <= (coarse + fine) / 2


def _figures(
    budget: Budget, statement: Statement, sources: Mapping[str, Sequence[_Printed]], lexicon: Words, final: bool
) -> Iterator[tuple[BudgetTable, Figure]]:
    """The cells that print the amount of a statement."""
    path = _ACCOUNT.findall(statement.subject)
    for table in budget.tables:
        if table.currency_unit not in MONEY_UNITS:
            continue
        if path:
            if table.kind in _ACCOUNT_KINDS:
                for row in _account_rows(table, path):
                    yield from _cells(table, row, _with_final(_ACCOUNT_COLUMNS) if final else _ACCOUNT_COLUMNS)
            continue
        for source in sources.get(statement.topic, ()):
            if table.kind in source.kinds:
                for row in _rows(table, source, statement.topic, lexicon):
                    yield from _cells(table, row, _with_final(source.columns) if final else source.columns)


def _with_final(columns: Sequence[str]) -> Sequence[str]:
    """Accounts print the figure of a plain amount as 决算数."""
    return ("final", *columns) if "amount" in columns else columns


def _rows(table: BudgetTable, source: _Printed, topic: str, lexicon: Words) -> Iterator[BudgetRow]:
    for row in table.rows:
        if source.side and row.side and row.side != source.side:
            continue
        if source.row == "total":
            chosen = row.kind in _SUMS
        elif source.row == "single":
            chosen = row.kind in _SUMS or len(table.rows) == 1
        else:
            label = lexicon.label(unbracketed(row.name))
            chosen = label.topic == topic and label.bare and row.kind not in _SUMS
        if chosen:
            yield row


def _cells(table: BudgetTable, row: BudgetRow, roles: Sequence[str]) -> Iterator[tuple[BudgetTable, Figure]]:
    for role in roles:
        found = [
            row.figures[c.index] for c in table.columns if c.role == role and not c.past and c.index in row.figures
        ]
        if found:
            yield from ((table, figure) for figure in found)
            return


def _account_rows(table: BudgetTable, path: Sequence[tuple[str, str]]) -> Iterator[BudgetRow]:
    """The rows of the account that the path names, by the codes of its class, group and item."""
    names = {row.code: _name(row.name) for row in table.rows if row.code}
    wanted = {_RANKS[rank]: _name(name) for name, rank in path}
    depth = max(wanted)
    for row in table.rows:
        if not row.code or len(row.code) != depth:
            continue
        if all(names.get(row.code[:length], "") == name for length, name in wanted.items()):
            yield row


def _name(name: str) -> str:
    return squash(name).replace("其它", "其他").removesuffix("支出")


KIND = Kind(
    "narrative-table",
    frozenset({DOCUMENT}),
    Params,
    build,
    frozenset({"subject", "stated", "printed", "table_title"}),
)
