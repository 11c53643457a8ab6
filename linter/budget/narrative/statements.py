"""The tree of a narrative -> Statements."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from linter.budget.calculations import Calculation, find_calculations
from linter.budget.model import Amount, Comparison, Part, Statement
from linter.budget.model import Share as StatedShare
from linter.budget.narrative.lexicon import Label, words
from linter.budget.narrative.lists import Extent, read_narrative
from linter.budget.narrative.nodes import Change, Node, Tree
from linter.budget.narrative.readings import complete, other_readings
from linter.budget.narrative.settling import PLANNED
from linter.budget.narrative.tallies import find_tallies
from linter.document import Paragraph, locate

# How many paragraphs away a comparison's base or a share's total may stand.
_NEAR = 3
# The year's totals are stated once, at the head of a document.
_FAR = 15
# How many shares in a row tell their common total, and how many amounts before them may be it.
_SHARES = 3
_WHOLES = 6
_ROW = 40
_PLANS = ("budget", "initial", "revised")


def find_statements(paragraphs: Sequence[Paragraph], fiscal_year: int | None) -> tuple[Statement, ...]:
    """The statements of a narrative in reading order.

    A list that a paragraph announces (“其中：”) and the numbered paragraphs behind it give is read as one list.
    Totals, shares and bases are looked for in the same paragraph, and in the paragraphs near by.
    """
    tree, extents = read_narrative(paragraphs, fiscal_year)
    for extent in extents:
        _same_figure(tree, extent)
    _doubt_change_lists(tree)
    index = _Index(tree)
    for extent in extents:
        _find_bases(tree, index, extent)
        _find_wholes(tree, index, extent)
    found: list[Statement] = []
    for extent in extents:
        own = list(_statements(tree, extent))
        found += (*own, *find_tallies(extent.page.paragraph, fiscal_year, own))
    return tuple(found)


class _Index:
    """The amounts of a tree by what names them, in reading order: for looking things up near a place."""

    def __init__(self, tree: Tree) -> None:
        self.found: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in tree.nodes:
            if not node.change:
                for key in (("topic", node.topic), ("core", node.label.core), ("item", _item(node))):
                    if key[1]:
                        self.found[key].append(node)

    def near(self, kind: str, name: str, page: int, before: int, behind: int = 0) -> list[Node]:
        """The amounts named so in a paragraph and so many paragraphs before and behind it."""
        nodes = self.found.get((kind, name), [])
        first = bisect_left(nodes, page - before, key=lambda node: node.page.number)
        last = bisect_left(nodes, page + behind + 1, key=lambda node: node.page.number)
        return nodes[first:last]


def _item(node: Node) -> str:
    """Whose figure an amount is: those of a paragraph that name no subject are of one thing."""
    return f"page {node.page.number}" if node.item is None else str(node.item)


def _thing(node: Node) -> tuple[str, str]:
    """The key in the index of the amounts of the same thing."""
    return ("topic", node.topic) if node.topic else ("item", _item(node))


def _same_figure(tree: Tree, extent: Extent) -> None:
    """“年初预算为8万元，支出决算为5万元。其中：公务接待费年初预算为2万元，支出决算为1万元……”: the parts that give one figure first
    are those of the total's same figure."""
    twins: dict[tuple[int | None, str, str], Node] = {}
    for number in extent.nodes:
        node = tree.nodes[number]
        if not node.change and not tree.parts[number]:
            twins.setdefault((node.item, node.stage, node.unit), node)
    for number in extent.nodes:
        head, parts = tree.nodes[number], tree.parts[number]
        stage = _common_stage(tree, head)
        twin = twins.get((head.item, stage, head.unit)) if stage is not None and head.item is not None else None
        if twin is None or twin is head:
            continue
        tree.parts[twin.id], tree.parts[number] = parts, []
        for part in parts:
            tree.heads[part] = twin.id
        if number in tree.partial:
            tree.partial.add(twin.id)


def _common_stage(tree: Tree, head: Node) -> str | None:
    """The stage that all parts of a list in its own paragraph share, and its total has not."""
    parts = [tree.nodes[part] for part in tree.parts[head.id]]
    stages = {part.stage for part in parts}
    if head.change or len(stages) != 1 or any(part.page is not head.page for part in parts):
        return None
    return None if head.stage in stages else stages.pop()


def _doubt_change_lists(tree: Tree) -> None:
    """“较上年增加100万元，其中：……”: the parts may be those of the increase. Unless the topics say so, nothing is settled."""
    for change in tree.changes:
        if not change.owners or change.difference is None:
            continue
        owner = tree.nodes[change.owners[0]]
        parts = [tree.nodes[part] for part in tree.parts[owner.id]]
        if not parts or parts[0].page is not owner.page or change.end > parts[0].start:
            continue
        if words().breakdown.search(owner.page.tokens.prose.flat, change.end, parts[0].start):
            # ……减少20万元。按支出用途划分，包括：
            continue
        difference = change.difference.amount.yuan
        if difference is not None and any((part.amount.yuan or 0) > difference for part in parts):
            # No part of an increase is larger than it.
            continue
        known = words().parts_of(owner.topic)
        known |= {part for topic in known for part in words().parts_of(topic)}
        if not all(part.topic in known for part in parts):
            tree.partial.add(owner.id)


# -- what stands elsewhere in the text -------------------------------------------------------------------


def _find_bases(tree: Tree, index: _Index, extent: Extent) -> None:
    """The amounts of the base years that comparisons speak of, where the text around gives exactly one."""
    for number in extent.changes:
        change = tree.changes[number]
        if change.base is not None or not change.owners:
            continue
        owner = tree.nodes[change.owners[0]]
        if change.base_year is not None:
            tree.changes[number] = replace(change, base=_base(index, change, owner))
        elif change.base_stage and owner.stage:
            # 支出决算16万元……，决算数较全年预算数减少4万元
            tree.changes[number] = replace(change, base=_figure_of(index, owner, change.base_stage))


def _base(index: _Index, change: Change, owner: Node) -> Amount | None:
    for reach in (0, _NEAR):
        found = [
            node.amount
            for node in index.near(*_thing(owner), owner.page.number, reach, reach)
            if node.id != owner.id
            and node.year == change.base_year
            and (reach == 0 or node.stated_year)
            and (node.stage == change.base_stage or not node.stage or not change.base_stage)
        ]
        if found:
            return _only(found)
    return None


def _find_wholes(tree: Tree, index: _Index, extent: Extent) -> None:
    """The totals of the shares of a paragraph: what they name, or the head of the list that they stand in."""
    open_shares = []
    for number in extent.nodes:
        share = tree.shares.get(number)
        if share is None or share.whole is not None:
            continue
        whole = _whole(tree, index, tree.nodes[number])
        tree.shares[number] = replace(share, whole=whole, wholes=_further_out(tree, number, whole))
        if whole is None and not share.words.completion:
            open_shares.append(number)
    if len(open_shares) < _SHARES - 1:
        return
    # Several shares in a row without a total that the text names: it is one of the amounts before them; of two, one of which
    # both are known to be parts.
    first = tree.nodes[open_shares[0]]
    members = set(open_shares)
    lexicon = words()
    common = [lexicon.wholes.get(tree.nodes[each].topic, frozenset()) for each in open_shares]
    known = frozenset.intersection(*common) if len(open_shares) < _SHARES else None
    before = [
        (node.amount, node.page.paragraph)
        for node in tree.nodes[max(0, first.id - 4 * _WHOLES) : first.id]
        if node.id not in members
        and not node.change
        and node.year == first.year
        and (known is None or node.topic in known)
        and node.page.number >= first.page.number - _NEAR
    ]
    stated = [(tree.nodes[each].amount, tree.shares[each].mention.amount) for each in open_shares[:_ROW]]
    row = tuple((amount, percent.number, percent.decimals) for amount, percent in stated)
    for number in open_shares[:_ROW]:
        tree.shares[number] = replace(tree.shares[number], wholes=tuple(reversed(before[-_WHOLES:])), row=row)


def _further_out(tree: Tree, number: int, whole: Amount | None) -> tuple[tuple[Amount, Paragraph], ...]:
    """What else a share that names no total may be of: the amounts that the head of its list is a part of."""
    head = tree.heads[number]
    if head is None or tree.nodes[head].amount is not whole or tree.shares[number].words.of:
        return ()
    return tuple((node.amount, node.page.paragraph) for node in tree.chain(tree.heads[head]))


def _whole(tree: Tree, index: _Index, node: Node) -> Amount | None:
    """The total of a share: the figure of another stage (完成年初预算), the head of its list, or the amount that it names."""
    said = tree.shares[node.id].words
    if said.completion:
        # 执行率 is that of the revised budget, if there is one.
        named = words().stage(said.of) if said.of else "revised"
        whole = _figure_of(index, node, named)
        return _figure_of(index, node, PLANNED) if whole is None and not said.of else whole
    label = words().label(said.of)
    if said.of and not label.generic:
        return _amount_before(index, node, label)
    head = tree.heads[node.id]
    return tree.nodes[head].amount if head is not None else None


def _figure_of(index: _Index, node: Node, stage: str) -> Amount | None:
    """The last figure of another stage before a node, of the same thing."""
    found = [each for each in index.near(*_thing(node), node.page.number, 0) if each.id != node.id and not each.change]
    if stage not in ("budget", PLANNED):
        return next(
            (each.amount for each in reversed(found) if each.id < node.id and each.stage == stage != node.stage), None
        )
    # 预算 alone may be that of the year's beginning or the revised one: where both are told, nothing is settled.
    return _only([each.amount for each in found if each.stage in _PLANS and each.year == node.year])


def _amount_before(index: _Index, node: Node, label: Label) -> Amount | None:
    """The amount before a node that a label names, in its paragraph or else in those before; None if there are several."""
    reaches = (0, _NEAR, _FAR) if words().of_this_year.match(label.core) else (0, _NEAR)
    for reach in reaches:
        for kind, name in (("core", label.core), ("topic", label.topic)):
            near = index.near(kind, name, node.page.number, reach)
            before = [each.amount for each in near if each.id < node.id and each.year == node.year]
            if before:
                return _only(before)
    return None


def _only(amounts: Sequence[Amount]) -> Amount | None:
    """The one amount that several prints are of; None if they differ."""
    found = {amount.yuan or amount.number: amount for amount in amounts}
    return next(iter(found.values())) if len(found) == 1 else None


# -- statements ------------------------------------------------------------------------------------------


def _statements(tree: Tree, extent: Extent) -> Iterator[Statement]:
    nodes = sorted((tree.nodes[number] for number in extent.nodes), key=lambda node: (node.start, node.end))
    if not nodes:
        return
    said: dict[int, list[Change]] = defaultdict(list)
    for change in (tree.changes[each] for each in extent.changes):
        for owner in (*change.owners[:1], change.node):
            if owner is not None:
                said[owner].append(change)
    calculations: Sequence[Calculation] | None = None
    listed = {id(node.amount) for node in nodes if tree.parts[node.id]}
    for node in nodes:
        if id(node.amount) in listed and not tree.parts[node.id]:
            # Made for one more breakdown (see `heads.again`) that has not come.
            continue
        if node.change and said[node.id][0].owners and not tree.parts[node.id]:
            # The change is told with the amount that it is said of.
            continue
        if calculations is None:
            calculations = find_calculations(node.page.paragraph.text)
        statement = _statement(tree, node, said, calculations)
        yield statement
        for change in said.get(node.id, ())[1:]:
            # Compared with something else as well: the amount again, without what has been told of it.
            again = _comparison(tree, node, change)
            yield replace(statement, parts=(), comparison=again, share=None, calculations=(), missing=(), readings=())


def _statement(
    tree: Tree, node: Node, said: Mapping[int, Sequence[Change]], calculations: Sequence[Calculation]
) -> Statement:
    change = next(iter(said.get(node.id, ())), None)
    paragraph = node.page.paragraph
    start, end = node.page.tokens.prose.span(node.start, _end(tree, node, said))
    topic = words().topics.get(node.topic)
    partial = node.id in tree.partial or (topic is not None and topic.partial)
    return Statement(
        subject=node.subject,
        topic=node.topic,
        year=node.year,
        amount=node.amount,
        parts=parts(tree, node, tree.parts[node.id]),
        complete=not partial and complete(tree, node),
        comparison=_comparison(tree, node, change) if change is not None else None,
        share=_share(tree, node),
        calculations=tuple(calculations[slice(*(bisect_left(calculations, at, key=_start) for at in (start, end)))]),
        paragraph=paragraph,
        start=start,
        end=end,
        location=locate(paragraph, start, end),
        stage=node.stage,
        change=node.change,
        missing=tuple(tree.missing.get(node.id, ())),
        readings=tuple(parts(tree, node, each) for each in other_readings(tree, node)),
    )


def _start(calculation: Calculation) -> int:
    return calculation.start


def _end(tree: Tree, node: Node, said: Mapping[int, Sequence[Change]]) -> int:
    """Where what is said of an amount and of its parts ends."""
    ends = [node.end]
    if said.get(node.id):
        ends.append(said[node.id][0].end)
    if node.id in tree.shares:
        ends.append(tree.shares[node.id].mention.end)
    ends += [
        _end(tree, tree.nodes[child], said) for child in tree.parts[node.id] if tree.nodes[child].page is node.page
    ]
    return max(ends)


def parts(tree: Tree, head: Node, children: Sequence[int]) -> tuple[Part, ...]:
    found = (tree.nodes[child] for child in children)
    return tuple(
        Part(
            label=child.subject,
            amount=child.amount,
            topic=child.topic,
            direction=child.change,
            paragraph=child.page.paragraph if child.page is not head.page else None,
        )
        for child in found
    )


def _comparison(tree: Tree, node: Node, change: Change) -> Comparison:
    start, end = node.page.tokens.prose.span(change.start, change.end)
    rate = change.rate.amount if change.rate is not None else None
    return Comparison(
        base_year=change.base_year,
        base=change.base,
        direction=change.direction,
        difference=change.difference.amount if change.difference is not None else None,
        rate=rate.number if rate is not None else None,
        rate_decimals=rate.decimals if rate is not None else 0,
        reason=change.reason,
        start=start,
        end=end,
        others=tuple(tree.nodes[owner].amount for owner in change.owners[1:]),
    )


def _share(tree: Tree, node: Node) -> StatedShare | None:
    share = tree.shares.get(node.id)
    if share is None:
        return None
    start, end = node.page.tokens.prose.span(share.words.start, share.mention.end)
    amount = share.mention.amount
    return StatedShare(
        percent=amount.number,
        decimals=amount.decimals,
        of=share.words.of,
        whole=share.whole,
        completion=share.words.completion,
        start=start,
        end=end,
        wholes=share.wholes,
        row=share.row,
    )
