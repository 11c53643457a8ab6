"""The nodes into which a paragraph of the narrative is read, before they become Statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.budget.amounts import Mention, Prose
from linter.budget.model import Amount
from linter.budget.statement_words import Label
from linter.document import Paragraph


@dataclass(slots=True, eq=False)
class Change:
    """A comparison while it is being read. `owner` is the node whose amount changed, where it is known."""

    start: int
    end: int
    base_year: int | None = None
    base_stage: str = ""
    base: Amount | None = None
    direction: str = ""
    difference: Mention | None = None
    rate: Mention | None = None
    node: Node | None = None
    candidates: list[Node] = field(default_factory=list)
    reason: str | None = None


@dataclass(slots=True, eq=False)
class ShareDraft:
    mention: Mention
    of: str
    completion: bool
    start: int
    whole: Amount | None = None


@dataclass(slots=True, eq=False)
class Node:
    """An amount with its label. `change` is set where the amount is itself an increase or decrease.

    `start` and `end` are offsets in `prose.flat`; `unit` is 元 for money, else the unit counted in; `item` is the amount
    whose subject a label like 支出决算 goes on with.
    """

    label: Label
    subject: str
    topic: str
    stage: str
    amount: Amount
    kind: str
    unit: str
    start: int
    end: int
    year: int | None
    prose: Prose
    paragraph: Paragraph
    change: str = ""
    head: Node | None = None
    children: list[Node] = field(default_factory=list)
    enumerated: bool = False
    partial: bool = False
    missing: list[str] = field(default_factory=list)
    comparison: Change | None = None
    share: ShareDraft | None = None
    stated_year: bool = False
    item: Node | None = None

    @property
    def chain(self) -> Iterator[Node]:
        node: Node | None = self
        while node is not None:
            yield node
            node = node.head

    @property
    def root(self) -> Node:
        *_, last = self.chain
        return last

    def adopt(self, child: Node) -> None:
        child.head = self
        self.children.append(child)


@dataclass(slots=True)
class Reading:
    """What a paragraph gave: all nodes in order, the changes, and the head of a list that goes on in the next paragraph."""

    nodes: list[Node]
    changes: list[Change]
    pending: Node | None
