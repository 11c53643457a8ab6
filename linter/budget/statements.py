"""Narrative paragraphs -> Statements: amounts with their parts, comparisons and shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from linter.budget.amounts import Prose
from linter.budget.calculations import find_calculations
from linter.budget.model import Amount, Calculation, Comparison, Part, Share, Statement
from linter.budget.statement_nodes import Change, Node, Reading
from linter.budget.statement_sums import settle, share_agrees, stand
from linter.budget.statement_tree import read_paragraph
from linter.budget.statement_words import words
from linter.document import Paragraph, locate

__all__ = ["find_calculations", "find_statements"]

_ENUMERATED = re.compile(
    r"\s*(?:(?P<bracket>[（(][一二三四五六七八九十\d]+[)）])|(?P<number>\d{1,2}\s*[、.．])|(?P<circle>[①-⑳])|(?P<word>[一二三四五六七八九十]是|[一二三四五六七八九十]、)|(?P<dash>[—●·◆■-]))"
)
# How many paragraphs away a comparison's base may stand.
_NEAR = 3
# How many shares in a row tell their common total.
_SHARES = 3


def find_statements(paragraphs: Sequence[Paragraph], fiscal_year: int | None) -> tuple[Statement, ...]:
    """The statements of a narrative in reading order.

    A list that a paragraph announces (“其中：”) and the numbered paragraphs behind it give is read as one list.
    Totals, shares and bases are looked for in the same paragraph, bases also in the paragraphs near by.
    """
    readings: list[Reading] = []
    pending: Node | None = None
    style: str | None = None
    for paragraph in paragraphs:
        continued, style = _continues(paragraph, pending, style)
        reading = read_paragraph(paragraph, fiscal_year, pending if continued else None)
        if continued and pending is not None and not any(node.head is pending for node in reading.nodes):
            pending.missing.append(paragraph.text[:20])
        if continued and pending is not None:
            _same_stage(pending, reading.nodes)
        if reading.pending is not None:
            pending, style = reading.pending, None
        elif not continued and (style is None or not _ENUMERATED.match(paragraph.text)):
            pending = None
        readings.append(reading)
    nodes = [node for reading in readings for node in reading.nodes]
    for reading in readings:
        _same_figure(reading.nodes)
    for node in reversed(nodes):
        _doubt_change_list(node)
        settle(node)
    for index, reading in enumerate(readings):
        near = [node for each in readings[max(0, index - _NEAR) : index + _NEAR + 1] for node in each.nodes]
        for change in reading.changes:
            _find_base(change, reading.nodes, near)
        _find_common_whole(reading.nodes, readings[max(0, index - _NEAR) : index])
    return tuple(_statements(readings))


def _find_common_whole(nodes: Sequence[Node], before: Sequence[Reading]) -> None:
    """The total that several shares in a row are of, where the text names it before: the nearest that fits all but one."""
    group = [
        node
        for node in nodes
        if node.share is not None and not node.share.completion and _whole(node, nodes) is None and not node.change
    ]
    if len(group) < _SHARES:
        return
    members = {id(node) for node in group}
    candidates = [node for node in nodes if node.start < group[0].start]
    candidates = [node for reading in before for node in reading.nodes] + candidates
    for candidate in reversed(candidates):
        if id(candidate) in members or candidate.change or candidate.year != group[0].year:
            continue
        fits = [share_agrees(node, candidate.amount) for node in group]
        if fits.count(True) >= len(group) - 1 and None not in fits:
            for node in group:
                assert node.share is not None
                node.share.whole = candidate.amount
            return


def _continues(paragraph: Paragraph, pending: Node | None, style: str | None) -> tuple[bool, str | None]:
    """Whether a paragraph gives the next part of the announced list, and how its parts are numbered."""
    if pending is None:
        return False, None
    match = _ENUMERATED.match(paragraph.text)
    if match is None:
        if style is None:
            first = read_paragraph(paragraph, None).nodes[:1]
            if first and first[0].topic in words().parts_of(pending.topic):
                return True, None
        return False, style
    return (style is None or match.lastgroup == style), style or match.lastgroup


def _same_stage(head: Node, nodes: Sequence[Node]) -> None:
    """“……全年预算为52.00万元，支出决算为51.32万元。”: the part of a total of final amounts is the item's final amount.

    Where the item gives no amount of the total's stage, the total's parts are not known.
    """
    for child in [node for node in nodes if node.head is head]:
        if not head.stage or not child.stage or child.stage == head.stage or child.change:
            continue
        same = next(
            (
                node
                for node in nodes
                if node.head is None and node.stage == head.stage and node.unit == child.unit and not node.change
            ),
            None,
        )
        if same is None:
            head.partial = True
            continue
        head.children[head.children.index(child)] = same
        child.head, same.head = None, head


def _same_figure(nodes: Sequence[Node]) -> None:
    """“年初预算为8万元，支出决算为5万元。其中：公务接待费年初预算为2万元，支出决算为1万元……”: the parts that give one figure first
    are those of the total's same figure."""
    for head in nodes:
        stages = {child.stage for child in head.children}
        if (
            head.change
            or len(stages) != 1
            or head.stage in stages
            or any(c.prose is not head.prose for c in head.children)
        ):
            continue
        twin = next(
            (
                node
                for node in nodes
                if node is not head
                and node.item is head.item
                and node.stage in stages
                and not node.children
                and not node.change
                and node.unit == head.unit
            ),
            None,
        )
        if twin is not None and head.item is not None:
            for child in head.children:
                child.head = twin
            twin.children, head.children = head.children, []
            twin.partial = head.partial


def _doubt_change_list(node: Node) -> None:
    """“较上年增加100万元，其中：……”: the parts may be those of the increase. Unless the topics say so, nothing is settled."""
    change = node.comparison
    if change is None or node.change or not node.children or change.difference is None:
        return
    first = node.children[0]
    if first.prose is not node.prose or not change.end <= first.start:
        return
    known = words().parts_of(node.topic)
    known |= {part for topic in known for part in words().parts_of(topic)}
    if not all(child.topic in known for child in node.children):
        node.partial = True


def _same_thing(node: Node, owner: Node) -> bool:
    if owner.topic:
        return node.topic == owner.topic
    return node.prose is owner.prose and node.item is owner.item


def _find_base(change: Change, nodes: Sequence[Node], near: Sequence[Node]) -> None:
    """The amount of the base year that a comparison speaks of, if the text around it gives exactly one."""
    owner = next((node for node in nodes if node.comparison is change and not node.change), None)
    if change.base is not None or owner is None or change.base_year is None:
        return
    for group in (nodes, near):
        found = [
            node
            for node in group
            if node is not owner
            and not node.change
            and node.year == change.base_year
            and (group is nodes or node.stated_year)
            and _same_thing(node, owner)
            and (node.stage == change.base_stage or not node.stage or not change.base_stage)
        ]
        amounts = {node.amount.yuan: node.amount for node in found}
        if len(amounts) == 1:
            change.base = next(iter(amounts.values()))
        if found:
            return


def _statements(readings: Iterable[Reading]) -> Iterable[Statement]:
    for reading in readings:
        calculations: tuple[Calculation, ...] | None = None
        ordered = sorted(reading.nodes, key=lambda node: (node.start, node.end))
        for node in ordered:
            if (
                node.change
                and not node.children
                and any(n.comparison is node.comparison for n in ordered if n is not node)
            ):
                continue
            if calculations is None:
                calculations = find_calculations(node.paragraph.text)
            yield _statement(node, ordered, calculations)


def _statement(node: Node, nodes: Sequence[Node], calculations: Sequence[Calculation]) -> Statement:
    start, end = node.prose.span(node.start, _end(node))
    topic = words().topics.get(node.topic)
    partial = node.partial or (topic is not None and topic.partial)
    return Statement(
        subject=node.subject,
        topic=node.topic,
        year=node.year,
        amount=node.amount,
        parts=_parts(node),
        complete=not partial and _covers(node),
        comparison=_comparison(node.comparison, node.prose) if node.comparison else None,
        share=_share(node, nodes),
        calculations=tuple(c for c in calculations if start <= c.start < end),
        paragraph=node.paragraph,
        start=start,
        end=end,
        location=locate(node.paragraph, start, end),
        stage=node.stage,
        change=node.change,
        missing=tuple(node.missing),
    )


def _end(node: Node) -> int:
    ends = [node.end]
    if node.comparison is not None:
        ends.append(node.comparison.end)
    if node.share is not None:
        ends.append(node.share.mention.end)
    ends += [_end(child) for child in node.children if child.prose is node.prose]
    return max(ends)


def _parts(node: Node) -> tuple[Part, ...]:
    return tuple(
        Part(
            label=child.subject,
            amount=child.amount,
            topic=child.topic,
            direction=child.change,
            paragraph=child.paragraph if child.prose is not node.prose else None,
        )
        for child in node.children
    )


def _covers(node: Node) -> bool:
    """Whether a list may be taken as complete: two parts at least; a list of counts only with a rest (其他)."""
    if len(node.children) < 2:
        return False
    if node.unit != "元":
        return any(child.label.core.startswith(("其他", "其它")) for child in node.children)
    return True


def _comparison(change: Change, prose: Prose) -> Comparison:
    start, end = prose.span(change.start, change.end)
    rate = change.rate.amount if change.rate else None
    return Comparison(
        base_year=change.base_year,
        base=change.base,
        direction=change.direction,
        difference=change.difference.amount if change.difference else None,
        rate=rate.number if rate else None,
        rate_decimals=rate.decimals if rate else 0,
        reason=change.reason,
        start=start,
        end=end,
    )


def _share(node: Node, nodes: Sequence[Node]) -> Share | None:
    draft = node.share
    if draft is None:
        return None
    start, end = node.prose.span(draft.start, draft.mention.end)
    amount = draft.mention.amount
    return Share(amount.number, amount.decimals, draft.of, _whole(node, nodes), draft.completion, start, end)


def _whole(node: Node, nodes: Sequence[Node]) -> Amount | None:
    """The total that a share is of: the one it names, or the head of the list that it stands in."""
    draft = node.share
    assert draft is not None
    if draft.whole is not None:
        return draft.whole
    others = [other for other in nodes if other is not node and not other.change and other.start < draft.start]
    lexicon = words()
    if draft.completion:
        stage = next((stage for word, stage in lexicon.stages if word in draft.of), "")
        found = [other for other in others if other.stage == stage and _same_thing(other, node)]
        return found[-1].amount if found and node.stage != stage else None
    if not draft.of:
        return node.head.amount if node.head else None
    label = lexicon.label(draft.of)
    if label.generic:
        return node.head.amount if node.head else None
    found = [
        other
        for other in others
        if other.year == node.year
        and ((label.topic and other.topic == label.topic) or (label.core and other.label.core == label.core))
    ]
    amounts = {stands.low: other.amount for other in found if (stands := stand(other.amount, "")) is not None}
    return next(iter(amounts.values())) if len(amounts) == 1 else None
