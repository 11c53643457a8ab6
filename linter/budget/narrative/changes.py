"""Comparisons and shares in a narrative: 比上年增加10万元，增长5%；与上年持平；占本年支出的34.3%."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linter.budget.narrative.clauses import Clause
from linter.budget.narrative.lexicon import HOLE, Label, words
from linter.budget.narrative.nodes import MONEY_UNIT, Change, Node, Page, Share, Tree
from linter.budget.narrative.place import UNKNOWN, At, base_year

# A name of so many characters may be the end of a longer one, among so many amounts before it.
_LONG_NAME = 4
_RECENT = 12


def read_share(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """Notes a share or a rate of completion at its amount."""
    share = clause.share
    assert share is not None
    named = share.owner is not None and share.owner.named
    owner = tree.named(page, share.owner) if named and share.owner is not None else at.last
    place = words().of_two.get(share.owner.text.strip()) if share.owner is not None else None
    if place is not None:
        owner = _of_two(tree, page, place)
    if owner is not None and owner not in tree.shares and not tree.nodes[owner].change:
        tree.shares[owner] = Share(clause.mention, share, share.whole.amount if share.whole else None)
    return at


def _of_two(tree: Tree, page: Page, place: int) -> int | None:
    """A500万元、B86万元，前者占85.32%，后者占14.68%: the first or the second of the two amounts last listed."""
    last = [node for node in tree.nodes[-_RECENT:] if node.page is page and not node.change][-2:]
    if len(last) < 2 or tree.heads[last[0].id] != tree.heads[last[1].id] or last[0].unit != last[1].unit:
        return None
    return last[place].id


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
    now = words().years(label.text)
    node = _node(page, at, clause)
    number = tree.add(replace(node, year=now[-1]) if now else node, head)
    draft = replace(draft, difference=clause.mention, node=number)
    if head is not None:
        return _noted(tree, page, replace(after, contexts=(head,), fresh=False), draft, ())
    owners: tuple[int, ...] = ()
    if label.named:
        named = _amount_named(tree, page, at, label)
        owners = () if named is None else (named,)
    else:
        owners = _owners(tree, at, first=new_sentence)
    return _noted(tree, page, after if owners else replace(after, contexts=()), draft, owners, now[-1] if now else None)


def read_from(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """The first figure of 由80万元增加到100万元: what the second is compared with."""
    return replace(at, base=(base_year(at, clause.of), clause.mention.amount))


def read_to(tree: Tree, page: Page, at: At, clause: Clause) -> At:
    """The second figure: the amount that is spoken of, with its comparison."""
    if at.base is None:
        return at
    year, base = at.base
    last = tree.nodes[at.last] if at.last is not None else None
    told = last is not None and not last.change and last.amount.yuan == clause.mention.amount.yuan
    if not clause.label.named and last is not None and told:
        number = last.id
    elif clause.label.named:
        node = replace(_node(page, at, clause), change="", subject=clause.label.text.replace(HOLE, "").strip())
        number = tree.add(node, at.expects, own=True)
    else:
        return replace(at, base=None)
    change = Change(
        start=clause.start,
        end=clause.mention.end,
        scope=clause.scope,
        direction=clause.direction,
        base_year=year,
        base=base,
        owners=(number,),
    )
    tree.changes.append(change)
    return replace(
        at,
        base=None,
        owner=None,
        compare=None,
        expects=None,
        last=number,
        main=number,
        contexts=(),
        change=len(tree.changes) - 1,
        since=clause.mention.end,
        fresh=False,
    )


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


def _noted(tree: Tree, page: Page, at: At, draft: Change, owners: Sequence[int], now: int | None = None) -> At:
    """Takes a change into the tree. `owners`: whose it may be; `now`: the year that it names for itself."""
    change = _of_two_years(tree, page, at, replace(draft, owners=tuple(owners)))
    tree.changes.append(_of_last_year(tree, page, _of_the_base(tree, change, now)))
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
    return draft, replace(at, base=None, owner=None)


def _amount_named(tree: Tree, page: Page, at: At, label: Label) -> int | None:
    """“收入总计100万元，支出总计100万元。收、支总计各增加10万元”: the change of both is that of either."""
    found = tree.named(page, label)
    if found is None and len(label.core) >= _LONG_NAME:
        # 某局2025年一般公共预算收支预算80万元。与2024年相比，一般公共预算收支预算减少2万元
        recent = (node for node in tree.nodes[-_RECENT:] if node.page is page and not node.change)
        named = [node.id for node in recent if node.label.core.endswith(label.core)]
        found = named[0] if len(named) == 1 else None
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
    if at.owner is not None:
        return () if at.owner == UNKNOWN else (at.owner,)
    page = tree.nodes[at.last].page if at.last is not None else None
    unit = None if at.base is None else MONEY_UNIT if at.base[1].yuan is not None else at.base[1].unit
    spoken = (node for node in tree.chain(at.last) if not node.change and node.page is page)
    chain = [node.id for node in spoken if unit in (None, node.unit)]
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


def _of_the_base(tree: Tree, change: Change, now: int | None) -> Change:
    """2024年……2.50亿元，2025年比2024年增加0.70亿元: the only amount is that of the base."""
    base = tree.nodes[change.owners[0]] if change.owners else None
    if base is None or change.base is not None or change.base_year is None or now != change.base_year + 1:
        return change
    if base.year != change.base_year or change.base_stage not in ("", base.stage):
        return change
    return replace(change, base=base.amount, owners=())


def _of_last_year(tree: Tree, page: Page, change: Change) -> Change:
    """接待费上年为0.70万元，比上年减少0.20万元: the amount called that of last year is the base of a change from last year."""
    base = tree.nodes[change.owners[0]] if change.owners else None
    if base is None or change.base is not None or not base.stated_year:
        return change
    last_year = words().last_year
    said = change.scope.text(change.start, change.end)
    if not last_year.search(base.label.text) or not last_year.search(said):
        return change
    now = _year_after(tree, page, base)
    return replace(change, base=base.amount, base_year=base.year, owners=() if now is None else (now.id,))


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
