"""Lays a project out as a form: which rows, heads and columns a combination of axes asks for, and what is then printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .columns import Printed, indicator_rows
from .content import Content
from .grid import Box, Grid, Row
from .writers import Block, Line, Sheet

_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
_LONG = "该项目按有关规定立项，由单位组织实施，资金专款专用，接受财政、审计部门和社会的监督，项目完成后及时组织验收并建立管护制度"
_PLAN = (("3月底", "25%"), ("6月底", "50%"), ("10月底", "75%"), ("12月底", "100%"))


@dataclass(slots=True)
class Facts:
    """What the form of a project prints, and so what a reader must find in it. `year` is None where none is printed,
    and 0 where something else than a year's line lets one guess it."""

    content: Content
    year: int | None = None
    budget: Decimal | None = None
    sources: list[tuple[str, Decimal]] = field(default_factory=list)
    goals: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    indicators: list[Printed] = field(default_factory=list)
    described: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a row before the width of the table is known. What is spare goes to those that grow."""

    text: str
    grows: bool = False
    rows: int = 1


Spec = list[Slot]


def laid(spec: Spec, width: int) -> Row:
    """The row in so many columns."""
    spare = width - len(spec)
    growing = [index for index, slot in enumerate(spec) if slot.grows] or [len(spec) - 1]
    extra = dict.fromkeys(growing, 0)
    for count in range(spare):
        extra[growing[len(growing) - 1 - count % len(growing)]] += 1
    return [Box(slot.text, 1 + extra.get(index, 0), slot.rows) for index, slot in enumerate(spec)]


def pairs(*texts: str) -> Spec:
    """Label, value, label, value."""
    return [Slot(text, index % 2 == 1) for index, text in enumerate(texts)]


def alike(*texts: str) -> Spec:
    return [Slot(text, True) for text in texts]


@dataclass(frozen=True, slots=True)
class Held:
    """A label at the left over several rows."""

    label: str
    rows: list[Spec]


Part = Spec | Held


def document(contents: Sequence[Content], layout: Mapping[str, str]) -> tuple[list[Block], list[Facts]]:
    """The blocks of a document with a form for each project, and what each form prints."""
    blocks: list[Block] = []
    facts = []
    tables: list[Grid] = []
    for number, content in enumerate(contents):
        if layout["arranged"] == "sheets":
            blocks.append(Sheet(f"表{number + 1}"))
        if number == 0 and layout["cover"] == "printed":
            blocks.append(Line(f"{content.department}{content.year}年部门预算"))
        form = _Form(content, layout)
        lines, grids, tail = form.made()
        facts.append(form.facts)
        if layout["arranged"] == "one-table":
            tables += [grid for grid in grids if isinstance(grid, Grid)]
            if number == len(contents) - 1:
                blocks += [_stacked(tables), *tail]
        else:
            blocks += [*lines, *grids, *tail]
    return blocks, facts


def _stacked(grids: Sequence[Grid]) -> Grid:
    width = max(grid.width for grid in grids)
    rows = []
    for grid in grids:
        places = grid.places()
        for index, row in enumerate(grid.rows):
            spare = width - grid.width
            box, top, _ = places[index][-1]
            if spare and top == index:
                # The last box of a row ends at the table's edge.
                row = [*row[:-1], Box(box.text, box.cols + spare, box.rows)]
            rows.append(row)
    return Grid(width, rows)


class _Form:
    def __init__(self, content: Content, layout: Mapping[str, str]) -> None:
        self.content = content
        self.layout = layout
        self.facts = Facts(content)
        self.unit = layout["money"]

    def made(self) -> tuple[list[Block], list[Block], list[Block]]:
        """Lines above, tables with the lines between them, lines below."""
        above, top = self._above()
        parts = [*top, *self._blocks()]
        indicators = indicator_rows(self.content, self.layout, self.facts.indicators)
        self.facts.described = self.layout["description"] != "none"
        bottom, below = self._tail()
        widths = [len(part) if isinstance(part, list) else max(map(len, part.rows)) + 1 for part in (*parts, *bottom)]
        width = max(4, indicators.width, *widths)
        first = Grid(width)
        for part in parts:
            first.rows += _rows(part, width)
        tables: list[Block] = [first]
        for number, rows in enumerate(indicators.laid(width)):
            if number:
                if indicators.line:
                    tables.append(Line(indicators.line))
                tables.append(Grid(width))
            grid = tables[-1]
            assert isinstance(grid, Grid)
            grid.rows += rows
        last = tables[-1]
        assert isinstance(last, Grid)
        for part in bottom:
            last.rows += _rows(part, width)
        return above, tables, below

    # -- above the fields ----------------------------------------------------------------------

    def _above(self) -> tuple[list[Block], list[Part]]:
        layout, content = self.layout, self.content
        lines: list[str] = []
        rows: list[str] = []
        place = layout["title"]
        title, year = self._title()
        if layout["year"] == "above":
            lines.append(year)
        (rows if place == "row" else lines).extend(title)
        if layout["year"] == "below":
            (rows if place == "row" else lines).append(year)
        if layout["year"] == "row":
            rows.append(year)
        currency = f"单位：{self.unit}"
        unit = {
            "line": f"填报单位：{content.unit}",
            "row": f"填报单位：{content.unit}",
            "line-coded": f"[{content.code[-4:]}01]{content.unit}".replace(content.code[-4:], "2083"),
            "line-with-currency": f"填报单位（盖章）：{content.unit}          {currency}",
        }.get(layout["unit_place"], "")
        if unit:
            (rows if layout["unit_place"] == "row" else lines).append(unit)
        if (
            layout["currency"] == "line"
            and layout["unit_place"] != "line-with-currency"
            and layout["funding"] != "none"
        ):
            lines.append(currency)
        if layout["currency"] == "row" and layout["funding"] != "none":
            rows.append(currency)
        if layout["year"] == "missing":
            guessed = layout["years"] in ("dated", "under-dated", "newest-first") or layout["unknown"] == "dates"
            self.facts.year = 0 if guessed or layout["cover"] == "printed" else None
        else:
            self.facts.year = content.year
        return [Line(text) for text in lines], [[Slot(text, True)] for text in rows]

    def _title(self) -> tuple[list[str], str]:
        layout, content = self.layout, self.content
        style = layout["year_style"]
        year = f"（{str(content.year).translate(_CHINESE)}年度）" if style == "chinese" else style.format(content.year)
        lead = f"{content.year}年度" if layout["year"] == "in-title" else ""
        behind = (year if year.startswith("（") else f"（{year}）") if layout["year"] == "behind-title" else ""
        titles = {
            "line": ["项目支出绩效目标表"],
            "row": ["项目支出绩效目标表"],
            "two-lines": ["部门预算项目支出", "绩效目标申报表"],
            "named": [f"{content.name}项目绩效目标表"],
            "numbered": ["附件3", "项目支出绩效目标申报表"],
            "unknown-ending": ["财政支出项目绩效申报书"],
            "suffixed": ["项目支出绩效目标表（经常性项目）"],
            "missing": [],
        }[layout["title"]]
        if titles:
            at = 1 if layout["title"] == "numbered" else 0
            titles[at] = lead + titles[at]
            titles[-1] += behind
        return titles, year

    # -- between title and indicators ----------------------------------------------------------

    def _blocks(self) -> Iterator[Part]:
        blocks = {"fields": list(self._fields()), "money": list(self._money()), "goals": list(self._goals())}
        order = {
            "fields-money-goals": ("fields", "money", "goals"),
            "fields-goals-money": ("fields", "goals", "money"),
        }[self.layout["order"]]
        for name in order:
            yield from blocks[name]

    def _label(self, text: str) -> str:
        manner = self.layout["label"]
        if manner == "spaced" and len(text) <= 4:
            return " ".join(text)
        if manner == "colon":
            return f"{text}："
        if manner == "broken" and len(text) >= 4:
            return f"{text[: len(text) // 2]}\n{text[len(text) // 2 :]}"
        return text

    def _fields(self) -> Iterator[Part]:
        layout, content = self.layout, self.content
        known: list[tuple[str, str]] = [(layout["name_label"], content.name)]
        if layout["department"] != "none":
            known.append((layout["department"], content.department))
        if layout["unit_place"] == "field":
            known.append((layout["unit_label"], content.unit))
        if layout["year"] == "field":
            known.append(("预算年度", str(content.year)))
        if layout["code"] == "first":
            known.insert(0, ("项目编码", content.code))
        known = [(self._label(label), value) for label, value in known]
        strange = [(self._label(label), value) for label, value in content.unknown]
        unknown = layout["unknown"]
        if unknown == "first":
            yield pairs(*strange[0])
        if layout["side"] == "above":
            yield alike(*(label for label, _ in known))
            yield alike(*(value for _, value in known))
        else:
            name = known.index((self._label(layout["name_label"]), content.name))
            behind: list[tuple[str, str]] = []
            if layout["code"] == "beside":
                behind.append((self._label("项目编码"), content.code))
            if unknown == "behind-name":
                behind.append(strange[0])
            if layout["funding"] == "in-name-row":
                behind.append(self._total())
            yield from self._field_rows(known, name, behind)
        if unknown == "row":
            yield pairs(*strange[0])
        elif unknown == "two-in-row":
            yield pairs(*strange[0], *strange[1])
        elif unknown == "heads":
            yield alike("执行情况", "权重", "得分", "原因")
        elif unknown == "sub-table":
            yield alike(*(label for label, _ in strange))
            yield alike(*(value for _, value in strange))
        elif unknown == "long":
            yield pairs(strange[1][0], f"{strange[1][1]}。{_LONG}。")
        elif unknown == "dates":
            yield pairs("计划开始日期", f"{content.year}-01-01", "计划完成日期", f"{content.year}-12-31")

    def _field_rows(
        self, known: Sequence[tuple[str, str]], name: int, behind: Sequence[tuple[str, str]]
    ) -> Iterator[Part]:
        if self.layout["pairs"] == "one" or behind:
            for index, pair in enumerate(known):
                more = behind if index == name else ()
                yield pairs(*pair, *(text for each in more for text in each))
            return
        for index in range(0, len(known), 2):
            yield pairs(*(text for pair in known[index : index + 2] for text in pair))

    # -- money ---------------------------------------------------------------------------------

    def _amount(self, yuan: Decimal) -> str:
        cell = self.unit if self.layout["currency"] == "cell" else ""
        if self.unit == "元":
            return f"{yuan:,.2f}{cell}"
        return f"{yuan / 10000:.2f}{cell}"

    def _unit_of(self, label: str, place: str = "label") -> str:
        return f"{label}（{self.unit}）" if self.layout["currency"] == place else label

    def _total(self) -> tuple[str, str]:
        self.facts.budget = self.content.budget
        return self._label(self._unit_of(self.layout["total_label"])), self._amount(self.content.budget)

    def _sources(self) -> list[tuple[str, Decimal, Decimal]]:
        """Label, the year's amount, and the amount of three years."""
        content = self.content
        upper, own, carried, other = content.upper, content.own, content.carried, content.shown_other
        fiscal = upper + own
        whole = content.other * 3
        lines: list[tuple[str, Decimal, Decimal]] = {
            "two": [("其中：财政拨款", fiscal + carried, 0), ("其他资金", other, whole)],
            "three": [("其中：财政拨款", fiscal, 0), ("上年结转资金", carried, 0), ("其他资金", other, whole)],
            "nested": [
                ("一、财政拨款", fiscal + carried, 0), ("其中：上级补助", upper, 0), ("本级财政资金", own + carried, 0),
                ("二、其他资金", other, whole),
            ],
            "numbered": [
                ("1.财政拨款", fiscal, 0), ("（1）上级补助", upper, 0), ("（2）本级财政资金", own, 0), ("2.上年结转资金", carried, 0),
                ("3.单位自筹", other, whole),
            ],
            "levels": [("其中：上级补助", upper, 0), ("本级财政资金", own + carried, 0), ("单位自筹", other, whole)],
        }[self.layout["sources"]]  # fmt: skip
        return [(label, year, long or year * 3) for label, year, long in lines]

    def _money(self) -> Iterator[Part]:
        manner = self.layout["funding"]
        if manner in ("none", "in-name-row"):
            yield from self._plan()
            return
        self.facts.budget = self.content.budget
        lines = [] if manner == "total" else self._sources()
        self.facts.sources = [(label, year) for label, year, _ in lines]
        shown = [(label, self._amount(year)) for label, year, _ in lines]
        if manner in ("total", "rows"):
            yield pairs(*self._total())
            for line in shown:
                yield pairs(*line)
        elif manner == "beside":
            yield pairs(*self._total(), *(text for line in shown for text in line))
        else:
            yield self._money_block(manner, shown, [self._amount(long) for _, _, long in lines])
        yield from self._plan()

    def _money_block(self, manner: str, shown: Sequence[tuple[str, str]], long: Sequence[str]) -> Part:
        layout, content = self.layout, self.content
        label = self._unit_of(layout["block_label"], "block")
        total, whole = self._amount(content.budget), self._amount(content.budget * 3)
        if manner == "block":
            return Held(label, [pairs(*self._total()), *(pairs(*line) for line in shown)])
        if manner == "two-columns":
            rows = [pairs(self._unit_of(layout["long_label"]), whole, self._unit_of("年度资金总额"), total)]
            rows += [pairs(name, far, name, near) for (name, near), far in zip(shown, long, strict=True)]
            return Held(label, rows)
        label = self._unit_of(label)
        if manner == "two-headed":
            rows = [alike("资金来源", "实施期金额", "年度金额"), alike("资金总额", whole, total)]
            rows += [alike(name, far, near) for (name, near), far in zip(shown, long, strict=True)]
            return Held(label, rows)
        rows = [alike("资金来源", "预算数", "执行数", "执行率"), alike("年度资金总额", total, total, "100.00%")]
        rows += [alike(name, near, near, "100.00%" if near.strip("0.万元") else "") for name, near in shown]
        return Held(label, rows)

    def _plan(self) -> Iterator[Part]:
        if self.layout["plan"] == "printed":
            self.facts.plan = tuple(text for _, text in _PLAN)
            yield Held("资金支出计划（%）", [alike(*(head for head, _ in _PLAN)), alike(*self.facts.plan)])

    # -- goals ---------------------------------------------------------------------------------

    def _goals(self) -> Iterator[Part]:
        content, manner = self.content, self.layout["goals"]
        label = self._label(self.layout["goal_label"])
        text = "".join(content.goals)
        if manner == "none":
            return
        self.facts.goals = (text,)
        if manner == "one":
            yield pairs(label, text)
        elif manner in ("numbered", "named"):
            mark = "{}." if manner == "numbered" else "目标{}："
            self.facts.goals = content.goals
            items = [f"{mark.format(number)}{goal}" for number, goal in enumerate(content.goals, 1)]
            yield pairs(label, "\n".join(items))
        elif manner == "below-label":
            yield alike(label)
            yield alike(text)
        elif manner == "beside-long":
            yield Held("总体目标", [alike("长期目标", "年度目标"), alike(content.long_goal, text)])
        elif manner == "over-long":
            yield alike("实施期目标", "年度目标")
            yield alike(content.long_goal, text)
        elif manner == "rows-long":
            yield Held("总体目标", [pairs("年度目标", text), pairs("长期目标", content.long_goal)])
        if self.layout["unknown"] == "behind-goals":
            strange_label, value = content.unknown[0]
            yield pairs(self._label(strange_label), value)

    # -- below the indicators ------------------------------------------------------------------

    def _tail(self) -> tuple[list[Part], list[Block]]:
        tail = self.layout["tail"]
        if tail == "signature":
            return [pairs("填报人（签字）：", "", "填报日期：", "")], []
        if tail == "opinion":
            return [pairs("主管部门审核意见", "（盖章）")], []
        if tail == "note":
            return [alike("注：本表由项目单位填写，随部门预算一并公开。")], []
        if tail == "signature-line":
            return [], [Line("单位负责人（签字）：            填表人（签字）：")]
        return [], []


def _rows(part: Part, width: int) -> list[Row]:
    if isinstance(part, list):
        return [laid(part, width)]
    first, *others = [laid(spec, width - 1) for spec in part.rows]
    return [[Box(part.label, 1, len(part.rows)), *first], *others]
