"""Comparisons and shares in a narrative: 比上年增加10万元，增长5%；与上年持平；占本年支出的34.3%."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from linter.budget.amounts import MONEY
from linter.budget.narrative.clauses import Clause
from linter.budget.narrative.lexicon import HOLE, Label, words
from linter.budget.narrative.nodes import MONEY_UNIT, Change, Node, Page, Share, Tree
from linter.budget.narrative.place import At, base_year
from linter.budget.narrative.tokens import SENTENCE_END


def read_share(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """Notes a share or a rate of completion at its amount."""
    share = clause.share
    assert share is not None
    named = share.owner is not None and share.owner.named
    owner = tree.named(page, share.owner) if named and share.owner is not None else at.last
    if owner is not None and owner not in tree.shares and not tree.nodes[owner].change:
        tree.shares[owner] = Share(clause.mention, share, share.whole.amount if share.whole else None)
    return at


def read_rate(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """The rate of the change before it, or a change that is told by its rate only."""
    change = tree.changes[at.change] if at.change is not None else None
    if change is None and at.passed and at.base is None:
        # 全年接待读者4万人次，增长15%: said of a figure that the tree has not.
        return at
    if at.change is not None and change is not None:
        if change.rate is None and clause.stop is None:
            tree.changes[at.change] = replace(change, rate=clause.mention, end=clause.mention.end)
        return at
    owners = _owners(tree, at, first=at.fresh or clause.stop is not None)
    if not owners:
        return at
    draft, at = _draft(at, clause)
    return _noted(tree, page, at, replace(draft, rate=clause.mention), owners)


def read_change(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """An amount by which something changed: a node of its own, and the comparison of the amount that it is said of."""
    label = clause.label
    of_list = bool(label.topic and at.contexts and tree.nodes[at.contexts[-1]].change)
    if clause.in_reason and not of_list:
        return at
    if at.change is not None and _same_change(tree.changes[at.change], clause):
        # 同比下降20%，减少0.6万元
        told = tree.changes[at.change]
        tree.changes[at.change] = replace(told, difference=clause.mention, end=clause.mention.end)
        return at
    draft, after = _draft(at, clause)
    new_sentence = clause.new_sentence or at.fresh
    head = _change_head(tree, at, clause.opener, new_sentence=new_sentence) if label.named else None
    number = tree.add(_node(page, at, clause), head)
    draft = replace(draft, difference=clause.mention, node=number)
    if head is not None:
        return _noted(tree, page, replace(after, contexts=(head,), fresh=False), draft, ())
    owners: tuple[int, ...] = ()
    if label.named:
        named = _amount_named(tree, page, at, label)
        owners = () if named is None else (named,)
    else:
        owners = _owners(tree, at, first=new_sentence)
    return _noted(tree, page, after if owners else replace(after, contexts=()), draft, owners)


def _same_change(told: Change, clause: Clause) -> bool:
    """Whether an amount is the difference of a change that was told by its rate."""
    same = told.difference is None and told.direction == clause.direction
    return same and clause.bare and clause.stop is None


def _node(page: Page, at: At, clause: Clause) -> Node:
    label = clause.label
    return Node(
        id=-1,
        page=page,
        scope=clause.scope,
        label=label,
        subject=label.text.replace(HOLE, "").strip(),
        topic=label.topic,
        stage=label.stage,
        amount=clause.mention.amount,
        unit=MONEY_UNIT,
        start=clause.start,
        end=clause.mention.end,
        year=at.year,
        change=clause.direction,
    )


def _noted(tree: Tree, page: Page, at: At, draft: Change, owners: Sequence[int]) -> At:
    """Takes a change into the tree. `owners`: whose it may be."""
    tree.changes.append(_of_two_years(tree, page, at, replace(draft, owners=tuple(owners))))
    return replace(at, change=len(tree.changes) - 1, fresh=False)


def _draft(at: At, clause: Clause) -> tuple[Change, At]:
    """A change with the base that the text before it names, and the place in the text without that base."""
    compare = at.compare
    figure = clause.mention
    draft = Change(
        start=compare.start if compare is not None and compare.start >= clause.since else clause.start,
        end=figure.end,
        scope=clause.scope,
        direction=clause.direction,
        base_year=base_year(at, compare.base) if compare is not None else None,
        base_stage=words().stage(clause.scope.text(compare.start, figure.start)) if compare is not None else "",
    )
    if at.base is not None:
        year, amount = at.base
        draft = replace(draft, base=amount, base_year=draft.base_year if draft.base_year is not None else year)
    return draft, replace(at, base=None)


def _amount_named(tree: Tree, page: Page, at: At, label: Label) -> int | None:
    """“收入总计100万元，支出总计100万元。收、支总计各增加10万元”: the change of both is that of either."""
    found = tree.named(page, label)
    if found is not None and label.stage:
        found = _of_stage(tree, found, label.stage)
    both = words().one_change
    if found is not None or label.topic not in both:
        return found
    # 财政拨款收入、支出总计……。收、支总计各增加10万元
    return tree.topics(page, *both[label.topic], *both)


def _of_stage(tree: Tree, found: int, stage: str) -> int:
    """The amount before `found` of the same thing that is of a stage, or of none, where `found` is of another."""
    last = tree.nodes[found]
    if last.stage in ("", stage):
        return found
    for node in reversed(tree.nodes[max(0, found - 6) : found]):
        same = node.page is last.page and (node.topic == last.topic if last.topic else node.item == last.item)
        if same and node.stage in ("", stage) and not node.change:
            return node.id
    return found


def _change_head(tree: Tree, at: At, opener: str, *, new_sentence: bool) -> int | None:
    """The change that a named change (其中：基本支出增加5万元) is a part of."""
    if opener:
        return tree.changes[at.change].node if at.change is not None else None
    if at.contexts and tree.nodes[at.contexts[-1]].change and not new_sentence:
        return at.contexts[-1]
    return None


def _owners(tree: Tree, at: At, *, first: bool) -> tuple[int, ...]:
    """Whose change an unnamed change may be: the last amount's or, at the start of a sentence, its list's head's."""
    unit = None if at.base is None else MONEY_UNIT if at.base[1].yuan is not None else at.base[1].unit
    chain = [node.id for node in tree.chain(at.last) if not node.change and unit in (None, node.unit)]
    return tuple(reversed(chain)) if first else tuple(chain)


def _of_two_years(tree: Tree, page: Page, at: At, draft: Change) -> Change:
    """A change behind two years' amounts (2025年……120万元，2024年……100万元，增加20万元) is the later one's.

    The earlier amount becomes the base of the change, unless that names another.
    """
    base = tree.nodes[draft.owners[0]] if draft.owners else None
    if base is None or not base.stated_year or base.year is None or draft.base is not None:
        return draft
    if draft.base_year not in (None, base.year, base.year - 1):
        return draft
    if draft.base_stage and base.stage and draft.base_stage != base.stage:
        return draft
    now = _year_after(tree, page, base)
    if now is None or now.start > base.start:
        return draft
    return replace(draft, base=base.amount, base_year=base.year, owners=(now.id,))


def _year_after(tree: Tree, page: Page, base: Node) -> Node | None:
    """The amount of the same thing for the year after that of `base`, stated before it in its paragraph."""
    for node in reversed(tree.nodes[max(0, base.id - 6) : base.id]):
        if node.page is not page or node.change or base.year is None or node.year != base.year + 1:
            continue
        if (
            node.topic == base.topic
            if base.topic
            else node.item == base.item or node.label.core == base.label.core != ""
        ):
            return node
    return None


# -- once a paragraph is read ----------------------------------------------------------------------------


def settle_owners(tree: Tree, first: int) -> None:
    """Gives each change from `first` on to the likeliest of the amounts that it may be said of and that has none yet."""
    taken: set[int] = set()
    for number in range(first, len(tree.changes)):
        change = tree.changes[number]
        free = tuple(owner for owner in change.owners if owner not in taken)
        taken.update(free[:1])
        tree.changes[number] = replace(change, owners=free)


def add_levels(tree: Tree, page: Page, nodes: Sequence[Node], first: int) -> None:
    """与上年持平: a comparison without a figure, behind an amount that has none."""
    compared = {change.owners[0] for change in tree.changes[first:] if change.owners}
    by_scope: dict[int, list[int]] = {}
    for node in nodes:
        by_scope.setdefault(id(node.scope), []).append(node.start)
    for starts in by_scope.values():
        starts.sort()
    for node in nodes:
        if node.change or node.id in compared or node.end <= node.start:
            continue
        starts = by_scope[id(node.scope)]
        index = bisect_left(starts, node.end)
        end = starts[index] if index < len(starts) else node.scope.end
        change = _level(tree, page, node, end)
        if change is not None:
            tree.changes.append(change)


def _level(tree: Tree, page: Page, node: Node, end: int) -> Change | None:
    lexicon = words()
    tail = node.scope.text(node.end, end)
    stop = SENTENCE_END.search(tail)
    if stop and not lexicon.compare.match(tail, stop.end()):
        tail = tail[: stop.start()]
    compare, level, reason = (each.search(tail) for each in (lexicon.compare, lexicon.level, lexicon.announced))
    if compare is None or level is None or level.start() < compare.start():
        return None
    if (reason is not None and reason.start() < level.start()) or lexicon.roughly.search(tail):
        return None
    if lexicon.change_word.search(tail[compare.end() : level.start()]):
        return None
    inside = [
        mention
        for mention in node.scope.mentions_in(node.end + compare.end(), node.end + level.start())
        if mention.kind == MONEY
    ]
    return Change(
        start=node.end + compare.start(),
        end=node.end + level.end(),
        scope=node.scope,
        direction="level",
        base_year=_level_year(node, compare.group("base"), page),
        base_stage=lexicon.stage(tail[compare.start() : level.start()]),
        # 与上年预算3.50万元持平: the amount between the comparison and its word is the base.
        base=inside[0].amount if len(inside) == 1 else None,
        owners=(node.id,),
    )


def _level_year(node: Node, base: str, page: Page) -> int | None:
    stated = words().years(base)
    if stated:
        return stated[0]
    return node.year - 1 if words().last_year.search(base) and node.year is not None else None


def add_reasons(tree: Tree, page: Page, first: int) -> None:
    """The first reason behind each comparison, before another comparison begins."""
    tokens = page.tokens
    starts = sorted(change.start for change in tree.changes[first:])
    for number in range(first, len(tree.changes)):
        change = tree.changes[number]
        behind = bisect_left(starts, change.end)
        end = starts[behind] if behind < len(starts) else len(tokens.prose.flat)
        index = bisect_left(tokens.markers, change.end)
        if index == len(tokens.reasons) or tokens.reasons[index].marker >= end:
            continue
        reason = tokens.reasons[index]
        between = tokens.prose.flat[change.end : reason.marker]
        if len(SENTENCE_END.findall(between)) <= 1:
            tree.changes[number] = replace(change, reason=reason.reason.strip("，：、。") if reason.reason else "")
