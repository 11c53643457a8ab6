"""XRF002. A figure of the narrative differs from the budget table that prints the same amount."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from linter.bilingual import Bilingual
from linter.budget.amounts import interval
from linter.budget.intervals import Interval
from linter.budget.model import MONEY_UNITS, Amount, Budget, BudgetRow, BudgetTable, Figure, Statement
from linter.budget.narrative.lexicon import words
from linter.budget.tables.halves import halves, whole
from linter.budget.tables.words import table_words
from linter.checks.cross.account_path import account_path
from linter.checks.cross.scopes import kinds_meant
from linter.checks.cross.staff_table import staff_hits
from linter.checks.shared.narrative import FINAL_ACCOUNTS, called, paragraph_hit
from linter.checks.shared.tables import table_name
from linter.checks.shared.years import NO_YEAR
from linter.checks.sums.relations import stands_for
from linter.language.folding import squash, unbracketed
from linter.packs.hits import Beside, Hit, Outcome, Subject, Unsettled
from linter.packs.kinds import DOCUMENT, Resources, check

_SUMS = ("total", "subtotal")
_OF_HALVES = ("basic", "general_basic")
_OF_GRANTS = ("basic", "project")
_GRANT_KINDS = ("grant_expenditure", "government_fund", "state_capital")
_ACCOUNT_KINDS = ("grant_expenditure", "fiscal_expenditure", "expenditure", "government_fund", "state_capital")
_ACCOUNT_COLUMNS = ("total", "total_expenditure", "subtotal", "this_year", "amount")
# What a table of several stages prints for the amounts of a budget (False), and for those of an account (True).
_STAGES = {False: ("", "budget", "revised"), True: ("", "final")}
_BLANK = Bilingual("表中该项为空白", "the table leaves it blank")
_SAYS = ("subject", "stated", "printed", "table_title")


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


@dataclass(frozen=True, slots=True)
class _Tables:
    """Which tables print a topic, and the topics of last year (上年结转)."""

    sources: Mapping[str, Sequence[_Printed]]
    last_year: frozenset[str]


def _tables(resources: Resources) -> _Tables:
    topics = resources.lexicon("topics")["topics"]
    return _Tables(
        sources={key: [_Printed.of(each) for each in entry.get("tables", ())] for key, entry in topics.items()},
        last_year=frozenset(key for key, entry in topics.items() if entry.get("year") == "last"),
    )


_Cell = tuple[BudgetTable, Figure]
"""A figure and the table that prints it."""

_Item = tuple[int, str]
"""A paragraph and what its amount is of."""


@check("narrative-table", on=DOCUMENT, says=_SAYS, prepare=_tables)
def narrative_table(budget: Budget, tables: _Tables, subject: Subject) -> Iterator[Outcome]:
    final = budget.kind == FINAL_ACCOUNTS
    agreed: set[_Item] = set()
    wrong: list[tuple[Statement, Sequence[_Cell]]] = []
    for statement in _comparable(budget, tables, final=final):
        printed = list(_printed(budget, statement, tables, _STAGES[final]))
        filled = [(table, figure) for table, figure in printed if figure.number is not None]
        if not printed:
            continue
        if any(_agree(statement.amount, *cell) for cell in filled) or _whole_of(budget, statement, filled):
            agreed.add(_item(statement))
        elif final and not statement.stage and _at_another_stage(budget, statement, tables):
            continue
        elif filled and statement.year is not None and budget.fiscal_year is None:
            yield Unsettled(statement.location, NO_YEAR)
        elif filled:
            meant = kinds_meant(budget).get(id(statement.paragraph), ())
            wrong.append((statement, sorted(filled, key=lambda cell: cell[0].kind not in meant)))
        elif statement.amount.number != 0:
            yield Unsettled(statement.location, _BLANK)
    yield from _hits(budget, wrong, agreed)
    yield from staff_hits(budget)


def _item(statement: Statement) -> _Item:
    return id(statement.paragraph), statement.topic or statement.subject


# -- the figures of the text ---------------------------------------------------------------------------


def _comparable(budget: Budget, tables: _Tables, *, final: bool) -> Iterator[Statement]:
    """The amounts in money that tables of this document may print: no changes, and none of another stage or year."""
    stages = ("", "final") if final else ("", "budget", "initial")
    for statement in budget.statements:
        if statement.change or statement.stage not in stages or statement.amount.yuan is None:
            continue
        if _of_the_year(statement, budget.fiscal_year, tables.last_year):
            yield statement


def _of_the_year(statement: Statement, year: int | None, last_year: frozenset[str]) -> bool:
    if statement.year is None or year is None or statement.year == year:
        return True
    return statement.topic in last_year and statement.year == year - 1


def _agree(amount: Amount, table: BudgetTable, figure: Figure) -> bool:
    """Whether text and cell can be one amount. The cell's precision is that of its table's block of amounts.

    Where the text prints fewer digits it may have been rounded or cut off.
    """
    assert figure.number is not None and figure.yuan is not None and amount.yuan is not None
    about = interval(amount)
    if amount.approximate and about is not None:
        return about.meets(stands_for(figure, table.decimals))
    coarse = Decimal(1).scaleb(-amount.decimals) * MONEY_UNITS[amount.unit]
    fine = Decimal(1).scaleb(-max(table.decimals, figure.decimals)) * MONEY_UNITS[figure.unit]
    above = figure.yuan - amount.yuan
    if coarse > fine:
        return -(coarse + fine) / 2 <= above < coarse
    return abs(above) <= (coarse + fine) / 2


def _whole_of(budget: Budget, statement: Statement, filled: Sequence[_Cell]) -> bool:
    """Whether an amount that no table prints is made of those that tables do."""
    return _of_all_grants(budget, statement) or any(_but_what_is_left(statement, cell) for cell in filled)


def _but_what_is_left(statement: Statement, cell: _Cell) -> bool:
    """支出总计480万元（含年末结转和结余16万元）: a table of what was spent prints the rest of it."""
    left_over = words().left_over
    left = next((part for part in statement.parts if any(word in part.label for word in left_over)), None)
    table, figure = cell
    if left is None or left.amount.yuan is None or figure.yuan is None:
        return False
    amount, rest = interval(statement.amount), interval(left.amount)
    return amount is not None and rest is not None and (amount - rest).meets(stands_for(figure, table.decimals))


def _of_all_grants(budget: Budget, statement: Statement) -> bool:
    """Whether 项目支出 or 基本支出 is that of all fiscal grants, which no table prints: it is the sum of their own tables'."""
    if statement.topic not in _OF_GRANTS:
        return False
    parts = []
    stages = _STAGES[budget.kind == FINAL_ACCOUNTS]
    for kind in _GRANT_KINDS:
        table = next((each for each in budget.tables if each.kind == kind), None)
        row = next((each for each in table.rows if each.kind == "total"), None) if table else None
        cells = list(_cells(table, row, (statement.topic,), stages)) if table and row else []
        parts += [stands_for(figure, table.decimals) for table, figure in cells[:1] if figure.number is not None]
    amount = interval(statement.amount)
    return len(parts) > 1 and amount is not None and Interval.total(parts).meets(amount)


# -- the cells of the tables -----------------------------------------------------------------------------


def _printed(budget: Budget, statement: Statement, tables: _Tables, stages: Collection[str]) -> Iterator[_Cell]:
    """The cells that print the amount of a statement at one of the `stages`, blank ones as well."""
    final = "final" in stages
    path = account_path(statement.subject)
    for table in budget.tables:
        if table.currency_unit in MONEY_UNITS:
            if not path and (half := _half(table, statement.topic, tables)) is not None:
                yield table, half
                continue
            cells = _account_cells(table, path) if path else _topic_cells(table, statement.topic, tables)
            for row, columns in cells:
                yield from _cells(table, row, _with_final(columns) if final else columns, stages)


def _at_another_stage(budget: Budget, statement: Statement, tables: _Tables) -> bool:
    """Whether an account prints the amount of a statement that tells no stage as the budget of the item."""
    cells = _printed(budget, statement, tables, _STAGES[False])
    return any(_agree(statement.amount, *cell) for cell in cells if cell[1].number is not None)


def _with_final(columns: Sequence[str]) -> Sequence[str]:
    """Accounts print the figure of a plain amount as 决算数."""
    return ("final", *columns) if "amount" in columns else columns


def _half(table: BudgetTable, topic: str, tables: _Tables) -> Figure | None:
    """The figure of a topic in a table of two halves, 人员经费合计 and 公用经费合计: one of them, or both added up."""
    if not any(table.kind in source.kinds for source in tables.sources.get(topic, ())):
        return None
    found = halves(table).get(topic) or (whole(table) if topic in _OF_HALVES else None)
    return found[1] if found is not None else None


def _topic_cells(table: BudgetTable, topic: str, tables: _Tables) -> Iterator[tuple[BudgetRow, Sequence[str]]]:
    """The rows that print a topic, with the roles of the columns that do."""
    for source in tables.sources.get(topic, ()):
        if table.kind in source.kinds:
            yield from ((row, source.columns) for row in table.rows if _prints(table, row, source, topic))


def _prints(table: BudgetTable, row: BudgetRow, source: _Printed, topic: str) -> bool:
    if source.side and row.side and row.side != source.side:
        return False
    if source.row == "total":
        return row.kind in _SUMS and not table_words().half(row.name)
    if source.row == "single":
        return row.kind in _SUMS or len(table.rows) == 1
    label = words().label(unbracketed(row.name))
    return label.topic == topic and label.bare and row.kind not in _SUMS


def _account_cells(table: BudgetTable, path: Sequence[tuple[str, int]]) -> Iterator[tuple[BudgetRow, Sequence[str]]]:
    """The rows of the account that the path names, by the codes of its class, group and item."""
    if table.kind not in _ACCOUNT_KINDS:
        return
    names = {row.code: _name(row.name) for row in table.rows if row.code}
    wanted = {length: _name(name) for name, length in path}
    for row in table.rows:
        if len(row.code or "") != max(wanted):
            continue
        code = row.code or ""
        if all(names.get(code[:length], "") == name for length, name in wanted.items()):
            yield row, _ACCOUNT_COLUMNS


def _name(name: str) -> str:
    return squash(name).replace("其它", "其他").removesuffix("支出")


def _cells(table: BudgetTable, row: BudgetRow, roles: Sequence[str], stages: Collection[str]) -> Iterator[_Cell]:
    for role in roles:
        columns = (c for c in table.columns if c.role == role and not c.past and c.stage in stages)
        found = [row.figures[c.index] for c in columns if c.index in row.figures]
        if found:
            yield from ((table, figure) for figure in found)
            return


# -- what is wrong -----------------------------------------------------------------------------------------


def _hits(budget: Budget, wrong: Sequence[tuple[Statement, Sequence[_Cell]]], agreed: set[_Item]) -> Iterator[Hit]:
    """One hit a figure. Where the item gives the table's figure as well, it contradicts itself: that is another rule's."""
    listed = {id(part.amount) for each in budget.statements if each.complete for part in each.parts}
    seen: set[tuple[_Item, str]] = set()
    for statement, cells in wrong:
        place = (_item(statement), statement.amount.text)
        if place[0] in agreed or place in seen or _slip_in_list(statement, cells, listed):
            continue
        seen.add(place)
        yield _hit(statement, cells)


def _slip_in_list(statement: Statement, cells: Sequence[_Cell], listed: set[int]) -> bool:
    """A slip of the unit in a list whose sum fails for it is reported there already."""
    amount = statement.amount
    return id(amount) in listed and any(
        figure.number == amount.number and figure.unit != amount.unit for _, figure in cells
    )


def _hit(statement: Statement, cells: Sequence[_Cell]) -> Hit:
    table, figure = cells[0]
    shown = figure.text if not figure.text or figure.text.endswith("元") else f"{figure.text}{figure.unit}"
    hit = paragraph_hit(
        statement.paragraph,
        statement.amount.start,
        statement.amount.end,
        expected=shown,
        key=f"{statement.subject}|{statement.amount.text}",
        related=tuple(
            Beside(each.location, f"{table_name(source)}：{each.text}{each.unit}") for source, each in _distinct(cells)
        ),
        fields={
            "subject": _subject(statement),
            "stated": statement.amount.text,
            "printed": shown,
            "table_title": table_name(table),
        },
    )
    return _from_its_clause(hit) if statement.stage else hit


def _from_its_clause(hit: Hit) -> Hit:
    """The hit with the excerpt from the clause of its amount on: the one before it gives the item at another stage."""
    mark = hit.marks[0]
    cut = max(hit.excerpt.rfind(stop, 0, mark.start) for stop in "，,；;。：:") + 1
    return replace(hit, excerpt=hit.excerpt[cut:], marks=(replace(mark, start=mark.start - cut, end=mark.end - cut),))


def _subject(statement: Statement) -> str:
    """What the amount is of. An item named once for two amounts (…年初预算为2万元，支出决算为1万元) is that of its own stage."""
    name, stages = called(statement), words().stages
    for word, stage in stages:
        if statement.stage and name.endswith(word):
            own = next((each for each, of in stages if of == statement.stage), word)
            return name if stage == statement.stage else name.removesuffix(word) + own
    return name


def _distinct(filled: Sequence[_Cell]) -> Iterator[_Cell]:
    seen: set[object] = set()
    for table, figure in filled:
        if figure.yuan not in seen and len(seen) < 3:
            seen.add(figure.yuan)
            yield table, figure
