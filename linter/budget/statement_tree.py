"""Reads one paragraph of the narrative into nodes: amounts with their labels, the lists that they head, and changes.

A list opens with 其中, 包括 …; what follows belongs to the innermost list that it can belong to. Where the words leave
the level open, the topics decide (人员经费 is part of 基本支出), and where they do not, the arithmetic (`settle`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from linter.budget.amounts import BARE, COUNT, MONEY, PERCENT, Mention, Prose, mentions
from linter.budget.statement_changes import ChangeReader
from linter.budget.statement_nodes import Node, Reading
from linter.budget.statement_reasons import explanations
from linter.budget.statement_state import CONJUNCTION, ENUMERATOR, SENTENCE_END, is_sum, last_match, same_name
from linter.budget.statement_words import HOLE, Label
from linter.document import Paragraph

_SEPARATOR = re.compile(r"[，；。：！？]|(?<!收)、|、(?!支)")
_WITHIN = re.compile(r"(?:在)?(?P<head>[^，；。]{2,24})中，?$")
_BLANK_AMOUNT = re.compile(r"[^\d余多万亿百千]\s*(?:万元|亿元)")
_ACCOUNT = re.compile(r"[（(]\s*\d*\s*[类款项]\s*[)）]")
_ACCOUNT_HEAD = re.compile(r"(?:^|(?<=[。；：，]))(?P<path>[^。；：，]*（\d*[类款项]）)[。：，]$")
_IN_BRACKETS = re.compile(r"其中|含|包括|包含")
# “……0元。按采购类型，分为货物、工程和服务。其中：”: what is divided is named further up, not by the last amount.
_DIVIDED = re.compile(r"[。；]按[^。；]*(?:划分|分为|分类|分成)[^。；]*[。；：]其中[：，]?$")
# “收入包括：……；支出包括：……”: both are lists of a total that is named before.
_SIDES = {
    "收入": ("income_total", "budget_total", "grant_total"),
    "支出": ("expenditure_total", "budget_total", "grant_total"),
}
_PART_END = re.compile(r"[；。！？]")
_WHOLE = frozenset({"合计", "共计", "总计", "总共"})


def read_paragraph(paragraph: Paragraph, fiscal_year: int | None, continued: Node | None = None) -> Reading:
    """The nodes of a paragraph. Its first amount is a part of `continued`, where that is given."""
    prose = Prose.of(paragraph.text)
    reader = _Reader(paragraph, prose, fiscal_year, mentions(prose), explanations(prose))
    if continued is not None:
        reader.contexts.append(continued)
        reader.expects = reader.continued = continued
    reader.read(0, len(prose.flat))
    reader.finish()
    return Reading(reader.nodes, reader.changes, reader.pending())


def _groups(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost bracketed stretches of flat[start:end], brackets included. Unclosed brackets are text."""
    found: list[tuple[int, int]] = []
    depth, opened = 0, 0
    for i in range(start, end):
        if flat[i] == "（":
            depth += 1
            if depth == 1:
                opened = i
        elif flat[i] == "）" and depth:
            depth -= 1
            if depth == 0:
                found.append((opened, i + 1))
    return found


class _Reader(ChangeReader):
    """Walks through a text and its brackets, and gives each amount its place."""

    def read(self, start: int, end: int) -> None:
        groups = _groups(self.prose.flat, start, end)
        masked = list(self.prose.flat)
        for opened, closed in groups:
            masked[opened:closed] = [HOLE] * (closed - opened)
        outer, self.masked = self.masked, "".join(masked)
        inside = [m for m in self.found if start <= m.start < end]
        self.scope = position = done = start
        for low, high in [*groups, (end, end)]:
            for mention in inside:
                if done <= mention.start < low:
                    self._mention(mention, position)
                    position = mention.end
            if low < high and any(low <= m.start < high for m in inside):
                self._group(low, high, position)
            done = high
        self.masked = outer

    def _mention(self, mention: Mention, position: int) -> None:
        gap = self.masked[position : mention.start]
        lead = _SEPARATOR.split(gap)[-1]
        if mention.kind == PERCENT:
            self._percent(mention, gap, lead)
            return
        if mention.kind not in (MONEY, BARE, COUNT):
            return
        change = self.words.change_end.search(lead)
        if mention.kind != COUNT and change and is_sum(self.prose, mention, lead, change=True):
            self._change(mention, gap, lead, change)
            return
        self._item(mention, gap, lead)

    def _group(self, low: int, high: int, position: int) -> None:
        """A bracket that holds amounts: the base of a comparison, the parts of the amount before it, or an aside."""
        before = self.masked[position:low]
        percents = [m for m in self.found if low <= m.start < high]
        if len(percents) == 1 and percents[0].kind == PERCENT and not before.strip(HOLE):
            # 减少10万元（下降5%），70万元（占70%）
            lead = self.prose.flat[low + 1 : percents[0].start]
            self._percent(percents[0], lead, lead)
            return
        compare = last_match(self.words.compare.finditer(before))
        inner = _Reader(self.paragraph, self.prose, self.fiscal_year, self.found, ())
        inner.main = self.main
        if compare is not None and len(before) - compare.end() <= 8:
            inner.year = self._base_year(compare.group("base"))
            inner.read(low + 1, high - 1)
            first = next((node for node in inner.nodes if not node.change), None)
            if first is not None:
                self.base = (inner.year, first.amount)
        else:
            inner.year = self.year
            if self.last is not None and not before.strip(HOLE):
                inner.year = self.last.year
                if _IN_BRACKETS.match(self.prose.flat, low + 1):
                    inner.last = self.last
            inner.read(low + 1, high - 1)
            self._adopt_bracket(inner)
        inner.finish()
        self.nodes += inner.nodes
        self.changes += inner.changes

    def _adopt_bracket(self, inner: _Reader) -> None:
        """基本支出300万元（人员经费270万元、公用经费30万元）: a bracket that gives the parts without saying so."""
        roots = [node for node in inner.nodes if node.head is None]
        head = self.last
        if head is None or head.children or len(roots) < 2 or inner.last is head:
            return
        if all(node.topic in self._parts(head) and not node.change for node in roots):
            for node in roots:
                head.adopt(node)

    def _item(self, mention: Mention, gap: str, lead: str) -> None:
        # 由80万元增加到100万元 is neither a sum with a name of its own nor a difference.
        if not is_sum(self.prose, mention, lead) or self.words.change_to.search(lead):
            return
        if self._share_total(mention, lead):
            return
        compare = self.words.compare.search(lead)
        if compare is not None:
            self._stated_base(mention, compare)
            return
        before = gap[: len(gap) - len(lead)]
        opener = self._opener(before, lead)
        if opener:
            lead = re.sub(rf"^.*?{re.escape(opener)}", "", lead, count=1) if opener in lead else lead
        text = CONJUNCTION.sub("", lead)
        label = self.words.label(text)
        if self._in_reason(mention.start) and not self._continues(label):
            return
        sentence_end = SENTENCE_END.search(ENUMERATOR.sub("", before)) is not None
        if mention.kind == COUNT and not self._counts(mention, opener):
            return
        if not label.core and not label.generic:
            if self.contexts:
                self.contexts[-1].partial = True
            return
        if label.core in _WHOLE or text in _WHOLE or label.core in self.words.gaps:
            return
        of_account = label.weak and self.main is not None and _ACCOUNT.search(self.main.subject) is not None
        account = self._account_before(mention.start - len(gap), mention.start - len(lead)) if label.generic else ""
        generic = (label.generic or of_account) and not opener and self.expects is None and not account
        owner = self._item_of(gap) if generic else None
        subject = owner.subject if owner else ""
        topic = owner.topic if owner else label.topic
        node = Node(
            label=label,
            subject=subject,
            topic=topic,
            stage=label.stage,
            amount=mention.amount,
            kind=mention.kind,
            unit="元" if mention.kind in (MONEY, BARE) else mention.amount.unit,
            start=mention.start - len(lead),
            end=mention.end,
            year=None,
            prose=self.prose,
            paragraph=self.paragraph,
        )
        node.item = owner if generic else node
        if account:
            node.subject = account
            self.main = node
        elif owner is None:
            node.subject = self._full_label(node.start, mention.start)
        self._note_blanks(gap)
        head = None if generic else self._head(node, opener, before, sentence_end)
        year, node.stated_year = self._year(self.masked[self._clause_start(node.start) : mention.start])
        node.year = year if node.stated_year else head.year if head else self.year
        if head is None and node.stated_year:
            self.year = node.year
        if head is not None:
            if head.children and (opener.startswith("按") or (opener and _DIVIDED.search(before))):
                head = self._again(head)
            if opener and self.words.partial_opener.fullmatch(opener):
                head.partial = True
            head.adopt(node)
            node.enumerated = bool(ENUMERATOR.search(before))
        elif not generic:
            self.main = node
            self.contexts = []
        if node.head is not None and self.words.and_so_on.match(self.prose.flat[mention.end :]):
            node.head.partial = True
        self.expects = None
        self.nodes.append(node)
        self.last = node
        self.open_change = None

    def _item_of(self, gap: str) -> Node | None:
        """Whose figure an amount without a subject of its own (年初预算为) is: the part just named in a list, else the item's."""
        last = self.last
        if last is not None and last.head is not None and not _PART_END.search(gap):
            return last.item or last
        return self.main

    def _account_before(self, start: int, end: int) -> str:
        """The account whose name is the heading of the sentence: “……（类）……（款）……（项）。年初预算为”."""
        match = _ACCOUNT_HEAD.search(self.prose.flat, start, end)
        return self._full_label(match.start("path"), match.end("path")) if match else ""

    def _full_label(self, start: int, end: int) -> str:
        low, high = self.prose.span(start, end)
        return CONJUNCTION.sub("", self.prose.text[low:high].strip(" \u3000：:"))

    def _continues(self, label: Label) -> bool:
        """Whether an amount inside a reason is in truth the next part of an open list."""
        return bool(label.topic and label.bare and any(label.topic in self._parts(c) for c in self.contexts))

    def _counts(self, mention: Mention, opener: str) -> bool:
        if opener or re.match(r"[，。；]?其中", self.prose.flat[mention.end :]):
            return True
        return bool(self.contexts) and self.contexts[-1].unit == mention.amount.unit

    def _parts(self, node: Node) -> frozenset[str]:
        return self.words.parts_of(node.topic)

    def _same_measure(self, head: Node, node: Node) -> bool:
        return head.unit == node.unit

    def _head(self, node: Node, opener: str, before: str, sentence_end: bool) -> Node | None:
        """The node that `node` is a part of, or None."""
        topic = node.topic
        if self.expects is not None:
            return self.expects
        within = _WITHIN.search(before)
        if within and not opener:
            return self._named(within.group("head"))
        named = self._opened(before, opener)
        if named is not None and self.last is not None:
            return self._list_of(named)
        if opener and self.last is not None:
            last = self.last
            unknown = not last.topic and last.head is None and not last.change and self._same_measure(last, node)
            if unknown and ENUMERATOR.sub("", before).strip("，：") == opener:
                # An amount that no topic knows heads the list right behind it all the same.
                return self._open(last)
            for candidate in self._backwards():
                if topic in self._parts(candidate) and self._same_measure(candidate, node):
                    return self._open(candidate)
            if _DIVIDED.search(before):
                return None
            outermost = opener.startswith("按") or (sentence_end and opener != "包括")
            candidate = self.last.root if outermost else self.last
            return self._open(candidate) if self._same_measure(candidate, node) and not candidate.change else None
        if not self.contexts or self.last is None:
            return None
        chain = [each for each in self.last.chain if self._same_measure(each, node) and not self._repeats(each)]
        if topic:
            for candidate in chain:
                known = {child.topic for child in candidate.children}
                if topic in self._parts(candidate) and (topic not in known or not sentence_end):
                    return self._open(candidate)
            if self.words.topics[topic].sums or topic in ("income_total", "expenditure_total"):
                return None
        enumerated = bool(ENUMERATOR.search(before))
        if sentence_end or enumerated:
            for context in reversed(self.contexts):
                if (
                    enumerated
                    and context.children
                    and context.children[-1].enumerated
                    and self._same_measure(context, node)
                ):
                    return self._open(context)
            if sentence_end:
                return None
        contexts = [c for c in self.contexts if self._same_measure(c, node) and not c.change]
        contexts = [c for c in contexts if not self.words.beside(c.topic, topic)]
        if not contexts:
            return None
        if "；" in before and len(contexts) > 1 and not self._semicolons(contexts[-1]):
            return self._open(contexts[-2])
        return contexts[-1]

    def _opened(self, before: str, opener: str) -> Label | None:
        """Whose list an opener begins, where the words right before it name that (支出包括：……)."""
        if not opener or not before:
            return None
        text = ENUMERATOR.sub("", before).rstrip("：，")
        if not text.endswith(opener):
            return None
        text = _SEPARATOR.split(text.removesuffix(opener))[-1]
        label = self.words.label(CONJUNCTION.sub("", text.replace(HOLE, "")).removesuffix("主要"))
        return label if label.topic or label.text in _SIDES else None

    def _list_of(self, label: Label) -> Node | None:
        """The amount that a named list is the breakdown of; None where the text does not give it."""
        for node in reversed(self.nodes):
            if node.change or node.prose is not self.prose:
                continue
            if node.topic in _SIDES.get(label.text, ()) or (label.topic and node.topic == label.topic):
                self.last = node
                return self._open(self._again(node) if node.children else node)
        self.contexts = []
        return None

    def _repeats(self, node: Node) -> bool:
        """其中本年收入……、上年结转……: what has its head's own topic is no head itself."""
        return node.head is not None and bool(node.topic) and node.topic == node.head.topic

    def _semicolons(self, head: Node) -> bool:
        children = head.children
        return len(children) > 1 and "；" in self.masked[children[-2].end : children[-1].start]

    def _backwards(self) -> Iterator[Node]:
        """The nodes that a list may belong to, the likeliest first."""
        assert self.last is not None
        seen: set[int] = set()
        for node in (*self.last.chain, *reversed(self.nodes)):
            if id(node) not in seen and not node.change and not self._repeats(node):
                seen.add(id(node))
                yield node

    def _again(self, head: Node) -> Node:
        """A second breakdown of one total (按支出功能分类……；按支出经济分类……) has a node of its own."""
        again = replace(head, children=[], comparison=None, share=None, missing=[])
        self.nodes.append(again)
        return self._open(again)

    def _open(self, head: Node) -> Node:
        keep = []
        for context in self.contexts:
            if context is head or context not in head.chain:
                break
            keep.append(context)
        self.contexts = [*keep, head]
        return head

    def _named(self, text: str) -> Node | None:
        label = self.words.label(CONJUNCTION.sub("", text.replace(HOLE, "")))
        for node in reversed(self.nodes):
            if not node.change and same_name(label, node):
                self.last = node
                return self._open(node)
        self.contexts = []
        return None

    def _note_blanks(self, gap: str) -> None:
        """An amount left blank in a list (“人员经费　万元”) leaves its sum open."""
        blank = _BLANK_AMOUNT.search(gap)
        if blank and self.contexts:
            self.contexts[-1].missing.append(gap[: blank.end()].strip("，、；：。"))

    def pending(self) -> Node | None:
        """The head of a list that the paragraph announces and the next paragraphs give."""
        flat = self.prose.flat.rstrip("：，")
        match = self.words.opener.search(flat)
        if match is None or self.last is None:
            return None
        # “（二）公务用车购置及运行费10万元。其中：” within a numbered list opens a list of its own.
        named = self._opened(flat, match.group("opener"))
        if named is not None and named.topic:
            return self._list_of(named)
        head = self.last if self.last.head is self.continued else self.last.root
        if self.words.partial_opener.fullmatch(match.group("opener")):
            head.partial = True
        return head

    def finish(self) -> None:
        for draft in self.changes:
            self._settle_owner(draft)
        for node in self.nodes:
            if node.comparison is None and not node.change:
                self._level(node)
        for node in self.nodes:
            if node.comparison is not None and node.comparison.reason is None:
                self._reason(node.comparison)
