"""The tree that a narrative is read into, before it becomes Statements: amounts, their lists, comparisons and shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from linter.budget.amounts import Mention
from linter.budget.model import Amount
from linter.budget.narrative.clauses import ShareWords
from linter.budget.narrative.lexicon import Label, words
from linter.budget.narrative.tokens import Number, Scope, Tokens
from linter.document import Paragraph

# The unit of all money.
MONEY_UNIT = "元"
# Lists within lists are read to this depth.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Page:
    """A paragraph of the narrative, its place in it, and its tokens."""

    number: int
    paragraph: Paragraph
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Node:
    """An amount with its label. `change` is set where the amount is itself an increase or decrease.

    `id` is its place in the tree. `start` and `end` are offsets in the flat text; `unit` is 元 for money, else the unit
    counted in; `item` is the amount whose subject a label like 支出决算 goes on with (itself where it has one).
    """

    id: int
    page: Page
    scope: Scope
    label: Label
    subject: str
    topic: str
    stage: str
    amount: Amount
    unit: str
    start: int
    end: int
    year: int | None
    stated_year: bool = False
    item: int | None = None
    change: str = ""
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A comparison. `owners` are the amounts that it may be said of, the likeliest first; `node` the change's own amount."""

    start: int
    end: int
    scope: Scope
    direction: str
    base_year: int | None = None
    base_stage: str = ""
    base: Amount | None = None
    difference: Mention | None = None
    rate: Mention | None = None
    node: int | None = None
    owners: tuple[int, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A stated share of a node; `whole` is the total's amount where the text gives it, `wholes` and `row` as in the model."""

    mention: Mention
    words: ShareWords
    whole: Amount | None = None
    wholes: tuple[tuple[Amount, Paragraph], ...] = ()
    row: tuple[tuple[Amount, Decimal, int], ...] = ()


@dataclass(slots=True)
class Tree:
    """The nodes of a narrative in reading order, and what holds between them by their ids. It only grows while it is read.

    `heads` gives the node that each is a part of; `parts` the parts of each. `shares` and `changes` are in reading order.
    `partial` are lists that are not meant to be complete; `missing` names parts without an amount. `latest` is the last
    node of a paragraph by what names it.
    """

    nodes: list[Node] = field(default_factory=list)
    heads: list[int | None] = field(default_factory=list)
    parts: list[list[int]] = field(default_factory=list)
    partial: set[int] = field(default_factory=set)
    missing: dict[int, list[str]] = field(default_factory=dict)
    shares: dict[int, Share] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    latest: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def add(self, node: Node, head: int | None = None, *, own: bool = False) -> int:
        """Takes in a node, as a part of `head` if given; its id. `own`: it has a subject of its own."""
        number = len(self.nodes)
        self.nodes.append(replace(node, id=number, item=number if own else node.item))
        self.heads.append(None)
        self.parts.append([])
        if head is not None:
            self.adopt(head, number)
        if not node.change:
            self._name(node, number)
        return number

    def _name(self, node: Node, number: int) -> None:
        page = node.page.number
        if node.label.core:
            self.latest[page, "core", node.label.core] = number
        if node.topic:
            self.latest[page, "topic", node.topic] = number
            head = self.heads[number]
            if head is None or self.nodes[head].topic != node.topic:
                # 其中本年收入……、上年结转……: what has its head's own topic is no head itself.
                self.latest[page, node.unit, node.topic] = number

    def adopt(self, head: int, child: int) -> None:
        """Makes a node a part of another, unless that is too deep within lists of lists."""
        if sum(1 for _ in self.chain(head)) >= _DEEPEST:
            return
        self.heads[child] = head
        self.parts[head].append(child)

    def chain(self, number: int | None) -> Iterator[Node]:
        """A node, the one it is a part of, and so on."""
        while number is not None:
            yield self.nodes[number]
            number = self.heads[number]

    def root(self, number: int) -> Node:
        *_, last = self.chain(number)
        return last

    def repeats(self, node: Node) -> bool:
        head = self.heads[node.id]
        return head is not None and bool(node.topic) and node.topic == self.nodes[head].topic

    def topics(self, page: Page, *topics: str, unit: str = "topic") -> int | None:
        """The last node of a paragraph that has one of the topics."""
        found = [self.latest.get((page.number, unit, topic)) for topic in topics if topic]
        return max((each for each in found if each is not None), default=None)

    def named(self, page: Page, label: Label) -> int | None:
        """The last node of a paragraph that a label names."""
        found = [
            self.topics(page, label.topic),
            self.latest.get((page.number, "core", label.core)) if label.core else None,
        ]
        return max((each for each in found if each is not None), default=None)

    def known_parts(self, number: int) -> frozenset[str]:
        return words().parts_of(self.nodes[number].topic)
