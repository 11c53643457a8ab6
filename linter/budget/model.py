"""The budget model: what the forms, tables and sentences of a budget document say.

Money is Decimal, in yuan, with the unit and the decimals as printed. A blank is None, never zero.
Field names and their Chinese names are the vocabulary of rule conditions (see `linter.packs.schema`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from linter.bilingual import Bilingual
from linter.document import Cell, Document, Location, Paragraph
from linter.language import units
from linter.values import Value

if TYPE_CHECKING:
    from linter.budget.calculations import Calculation


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed amount: `number` as printed, `unit` it is printed in (元, 万元, 亿元; "" for no money).

    `decimals` counts the printed decimals. `yuan` is `number` in yuan. A blank cell has number and yuan None;
    a cell that holds something other than a number (—, 无) has them None as well, with its text kept.
    """

    text: str
    number: Decimal | None
    decimals: int
    unit: str
    location: Location
    cell: Cell | None = None

    @property
    def yuan(self) -> Decimal | None:
        return None if self.number is None else self.number * MONEY_UNITS.get(self.unit, Decimal(1))

    @property
    def blank(self) -> bool:
        return not self.text.strip()


MONEY_UNITS: Mapping[str, Decimal] = units.money()
"""What one 元, 千元, 万元 … is in yuan."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal item (绩效目标) with its list number removed; `printed` is the item as the document prints it.

    `multi_year` marks a goal of the medium or long term (中期, 长期) in a form that prints those of the year as well.
    """

    text: str
    printed: str
    location: Location
    multi_year: bool = False


@dataclass(frozen=True, slots=True)
class PlanPoint:
    """One cell of the payment plan (资金支出计划): its head ("3月底"), its text, and the percentage or None."""

    head: str
    text: str
    percent: Decimal | None
    location: Location


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a performance form.

    `level1` and `level2` are as printed, taken from the row above where the cell is merged or blank; `group` and
    `category` are their canonical names (rules/forms/levels.yaml): group is cost, output, benefit, satisfaction or "";
    category is quantity, quality, time, cost, economic_cost, social_cost, ecological_cost, economic, social,
    ecological, sustainable, satisfaction or "". `description` and `basis` are None where the form has no such column.
    `cells` maps a field name (level1, level2, name, description, value, basis, weight) to the cell that holds it.
    `location` spans the row from its first to its last cell. `multi_year` marks a target of the medium or long term
    (中期, 长期) in a form that prints the annual targets as well. `bands` are the grades (优, 良, 中, 差) of a form that
    prints a column for each; `value` is then the best of them.
    """

    level1: str
    level2: str
    group: str
    category: str
    name: str
    description: str | None
    value: str
    parsed: Value
    basis: str | None
    weight: Decimal | None
    location: Location
    cells: Mapping[str, Cell] = field(compare=False, repr=False)
    row: tuple[Cell, ...] = field(compare=False, repr=False)
    multi_year: bool = False
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One line of a form's funding: its printed label (其中：财政资金, 上年结转资金) and its amount.

    `known` is False for a line whose label no word list holds: it may be a source, or not. `within` is the label of the source
    of the same form that this one is a part of, "" for a source of the total.
    """

    label: str
    figure: Figure
    known: bool = True
    within: str = ""


@dataclass(frozen=True, slots=True)
class OtherField:
    """A field of a form's head on which nothing is checked, or whose label is not known, as it is printed."""

    label: str
    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class Project:
    """A project's performance form (项目绩效目标表).

    `layout` names the form layout that fitted; `columns` the indicator columns that it prints (level1, level2, name,
    description, value, basis, weight). `plan` is None where the form has no payment plan. `purpose` (资金用途) is None
    where the form has no such field. `total_budget` is the amount over all years (项目总额) of a multi-year project. `fields`
    maps the name of a head field (code, name, unit, budget, purpose …) to its cell; `others` are the fields that are none
    of these. `leftovers` are the cells of rows that a template prints and nobody filled in (……, 指标2).
    `location` starts at the title line and ends with the last row.
    """

    title: str
    name: str
    code: str | None
    unit: str | None
    year: int | None
    budget: Figure | None
    sources: tuple[Source, ...]
    purpose: str | None
    plan: tuple[PlanPoint, ...] | None
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    layout: str
    columns: frozenset[str]
    location: Location
    fields: Mapping[str, Cell] = field(compare=False, repr=False, default_factory=dict)
    total_budget: Figure | None = None
    others: tuple[OtherField, ...] = ()
    leftovers: tuple[Cell, ...] = field(compare=False, repr=False, default=())

    @property
    def goal_text(self) -> str:
        return "\n".join(goal.text for goal in self.goals)


@dataclass(frozen=True, slots=True)
class UnitForm:
    """A whole-unit performance form (整体支出绩效目标表) with its own framework of levels and its funding table.

    `funding` maps the roles personnel, public, basic_total, project, expenditure_total, income_total and
    the printed labels of single sources ("source:当年财政拨款") to amounts.
    """

    title: str
    name: str
    unit: str | None
    year: int | None
    goals: tuple[Goal, ...]
    funding: Mapping[str, Figure]
    indicators: tuple[Indicator, ...]
    layout: str
    columns: frozenset[str]
    location: Location
    fields: Mapping[str, Cell] = field(compare=False, repr=False, default_factory=dict)
    others: tuple[OtherField, ...] = ()
    leftovers: tuple[Cell, ...] = field(compare=False, repr=False, default=())

    @property
    def goal_text(self) -> str:
        return "\n".join(goal.text for goal in self.goals)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a budget table: the heads above it from top to bottom, and the role they give it.

    Roles of amounts (rules/forms/tables.yaml): total, basic, project, income, expenditure, personnel, public, …;
    of other columns: serial, code, name, item, quantity, unit, text. `past` marks the columns of an earlier year
    beside those of the table's own (2024年预算数, 2025年预算数, each with 合计, 基本支出, 项目支出 under it). `stage` tells
    the columns of one item in a table that prints it at several stages: budget, revised or final, "" in other tables.
    """

    index: int
    heads: tuple[str, ...]
    role: str
    unit: str = ""
    past: bool = False
    stage: str = ""

    @property
    def label(self) -> str:
        return "/".join(head for head in self.heads if head)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of a budget table. `kind` is total, subtotal, account, item or of_which (其中).

    `figures` maps a column's index to its amount; two-sided tables (收支总表) are read as two rows, one a side, with
    `side` income or expenditure ("" for one-sided tables). `depth` counts the printed indentation.
    """

    code: str | None
    name: str
    kind: str
    figures: Mapping[int, Figure]
    location: Location
    side: str = ""
    depth: int = 0
    cells: tuple[Cell, ...] = field(compare=False, repr=False, default=())


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """A budget table, or a staff, asset or procurement table.

    `kind` is a canonical kind of rules/forms/tables.yaml (summary, income, expenditure, grant_summary, grant_expenditure,
    basic_expenditure, government_fund, state_capital, three_public, procurement, assets, staff, …). `decimals` is the
    most decimals printed in its block of amounts: the precision of every figure in it. `note` is the note under or in the
    table that speaks of its being empty, or None.
    """

    kind: str
    title: str
    currency_unit: str
    year: int | None
    unit: str | None
    unit_code: str | None
    columns: tuple[Column, ...]
    rows: tuple[BudgetRow, ...]
    decimals: int
    note: str | None
    location: Location
    fields: Mapping[str, Cell] = field(compare=False, repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """A row of an activity table (职责-活动): the indicator and its 优/良/中/差 bands in printed order.

    `about` is what the activity is (活动描述). `cells` maps name and description (of the indicator) to the cell that holds it.
    """

    code: str
    name: str
    goal: str
    indicator: str
    description: str
    bands: tuple[Band, ...]
    location: Location
    row: tuple[Cell, ...] = field(compare=False, repr=False, default=())
    about: str = ""
    cells: Mapping[str, Cell] = field(compare=False, repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    grade: str
    text: str
    parsed: Value
    cell: Cell = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money (or a count with its unit) in prose. `number` as printed, `unit` as printed.

    `start` and `end` are character offsets in the paragraph. `yuan` is None for what is no money (人, 平方米) and where
    the unit is missing; `low` and `high` are the ends of the interval the print stands for (rounding.md), in yuan.
    `approximate`: the text says that the figure is none to be added up (约, 近, 余, 左右), and the interval is wider.
    """

    text: str
    number: Decimal
    unit: str
    decimals: int
    start: int
    end: int
    yuan: Decimal | None
    low: Decimal | None
    high: Decimal | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled part that a sentence lists under a total (其中：基本支出642.18万元).

    `direction` is increase or decrease for a part of a change, else "".
    A part of a list that goes on in the next paragraphs has the `paragraph` that its offsets count in; else that is None.
    """

    label: str
    amount: Amount
    topic: str = ""
    direction: str = ""
    paragraph: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a sentence compares its amount with (较上年增加318.25万元，增长9.4%).

    `direction` is increase, decrease, level or "" ; `base_year` is None for 上年; `rate` in per cent with the decimals printed.
    `reason` is the text given as the cause, "" where 主要原因 is announced and nothing follows, None where none is announced.
    `others` are the other amounts that the words allow it to be said of.
    """

    base_year: int | None
    base: Amount | None
    direction: str
    difference: Amount | None
    rate: Decimal | None
    rate_decimals: int
    reason: str | None
    start: int
    end: int
    others: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """A share that a sentence states (占98.5%), in per cent with the decimals printed.

    `of` names the total as the text does ("" where it does not); `whole` is its amount, where the text gives it.
    `completion` says that it is a rate of completion (完成年初预算的98%). `wholes` are amounts before it that the total may
    be, the nearest first, where several shares in a row do not name it, or those that `whole` is a part of;
    `row` are those shares with their amounts.
    """

    percent: Decimal
    decimals: int
    of: str
    whole: Amount | None
    completion: bool
    start: int
    end: int
    wholes: tuple[tuple[Amount, Paragraph], ...] = ()
    row: tuple[tuple[Amount, Decimal, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount in the narrative with its subject and what is said of it.

    `subject` is the text that names the amount; `topic` its canonical name of rules/lexicons/topics.yaml ("income_total",
    "three_public" …) or "". `complete` says whether the list of `parts` is meant to be complete (no 等, 主要). `start`,
    `end` are offsets in `paragraph`. `stage` says which
    figure it is: initial (年初预算), revised (调整预算), budget, execution (执行数), final (决算) or "". `change` is
    increase or decrease where the amount is itself a change (支出增加10万元, 其中…); `comparison.difference` is then the
    amount. `missing` names parts without an amount. `readings` are other lists of parts that the words allow.
    """

    subject: str
    topic: str
    year: int | None
    amount: Amount
    parts: tuple[Part, ...]
    complete: bool
    comparison: Comparison | None
    share: Share | None
    calculations: tuple[Calculation, ...]
    paragraph: Paragraph
    start: int
    end: int
    location: Location
    stage: str = ""
    change: str = ""
    missing: tuple[str, ...] = ()
    readings: tuple[tuple[Part, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A form or table that no layout fits, or a part of one that could not be read, and why."""

    location: Location
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Budget:
    """Everything understood of one document.

    `kind` is 部门预算, 单位预算, 决算 or "" ; `narrative` the paragraphs outside forms and tables, in order. `again` understands
    another version of the document with the same settings.
    """

    document: Document
    unit: str | None
    fiscal_year: int | None
    kind: str
    projects: tuple[Project, ...]
    unit_forms: tuple[UnitForm, ...]
    tables: tuple[BudgetTable, ...]
    activities: tuple[Activity, ...]
    statements: tuple[Statement, ...]
    narrative: tuple[Paragraph, ...]
    unrecognised: tuple[Unrecognised, ...]
    again: Callable[[Document], Budget] | None = field(default=None, compare=False, repr=False)

    @property
    def forms(self) -> Iterator[Project | UnitForm]:
        yield from self.projects
        yield from self.unit_forms

    @property
    def indicators(self) -> Iterator[Indicator]:
        for form in self.forms:
            yield from form.indicators

    @property
    def graded(self) -> Iterator[Activity]:
        """What is given grades: the rows of activity tables, and the indicators of forms with a column for each grade."""
        yield from self.activities
        for form in self.forms:
            for each in form.indicators:
                if each.bands:
                    yield Activity(
                        "", form.name, "", each.name, each.description or "", each.bands, each.location, each.row
                    )
