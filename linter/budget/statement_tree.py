"""Reads one paragraph of the narrative into nodes: amounts with their labels, the lists that they head, and changes.

A list opens with 其中, 包括 …; what follows belongs to the innermost list that it can belong to. Where the words leave
the level open, the topics decide (人员经费 is part of 基本支出), and where they do not, the arithmetic (`settle`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linter.budget.amounts import BARE, COUNT, MONEY, PERCENT, Mention, Prose, mentions
from linter.budget.model import Amount
from linter.budget.statement_nodes import Change, Node, Reading, ShareDraft
from linter.budget.statement_reasons import Explanation, explanations
from linter.budget.statement_sums import agrees
from linter.budget.statement_words import HOLE, Label, Words, words, years_in
from linter.document import Paragraph

_SEPARATOR = re.compile(r"[，、；。：！？]")
_SENTENCE_END = re.compile(r"[。！？]")
_ENUMERATOR = re.compile(
    rf"(?:(?:^|(?<=[。；：，{HOLE}]))(?:\d{{1,2}}[。、]|[一二三四五六七八九十]是[：，]?|[①-⑳])|{HOLE})+$"
)
_CONJUNCTION = re.compile(r"^(?:和|及|与|以及|并|还有|加|另|另有|另外)")
_EDGE = re.compile(r"[，、；。）！]|$")
_SHARE = re.compile(r"(?P<before>.*?)占(?!地|用)(?P<of>.*?)的?(?:比重|比例|比|份额|百分比)?(?:为|是|约|达|达到)?$")
_DONE = re.compile(r"(?:完成|达到|为|占)(?P<of>(?:年初|全年|调整后?|当年)?预算)(?:数|的)*$")
_RATE_NOUN = re.compile(r"(?P<word>增幅|增速|增长率|升幅|降幅|下降率)(?:为|达|约|是)*$")
_WITHIN = re.compile(r"(?:在)?(?P<head>[^，；。]{2,24})中，?$")
_BLANK_AMOUNT = re.compile(r"[^\d余多万亿百千]\s*(?:万元|亿元)")
_MINUS = ("-", "－", "−")
_DASHES = ("-", "~", "～", "—", "至")
_WHOLE = frozenset({"合计", "共计", "总计", "总共"})


def read_paragraph(paragraph: Paragraph, fiscal_year: int | None, continued: Node | None = None) -> Reading:
    """The nodes of a paragraph. Its first amount is a part of `continued`, where that is given."""
    prose = Prose.of(paragraph.text)
    reader = _Reader(paragraph, prose, fiscal_year, mentions(prose), explanations(prose))
    if continued is not None:
        reader.contexts.append(continued)
        reader.expects = continued
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


def last_match(found: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(found, key=lambda match: match.start(), default=None)


def is_sum(prose: Prose, mention: Mention, lead: str, *, change: bool = False) -> bool:
    """Whether a mention behind the text `lead` is a sum of money (or a count) rather than a limit, a range, a list number.

    A number without a unit is a sum only behind a word that asks for money, or where `change` says that one does.
    """
    lexicon = words()
    after = prose.flat[mention.end :]
    if lexicon.limit_after.match(after) or after.startswith(_DASHES):
        return False
    if prose.flat[max(0, mention.start - 1) : mention.start] in _DASHES or lexicon.limit_before.search(lead):
        return False
    if mention.kind != BARE:
        return True
    if not _EDGE.match(after):
        return False
    if mention.amount.unit == "" and mention.amount.decimals == 0:
        year = 1900 <= mention.amount.number <= 2100
        if year or (mention.amount.number <= 20 and after.startswith(("、", "。"))):
            return False
    return change or lexicon.money_end.search(lead.strip(HOLE)) is not None


class _Reader:
    def __init__(
        self,
        paragraph: Paragraph,
        prose: Prose,
        fiscal_year: int | None,
        found: Sequence[Mention],
        reasons: Sequence[Explanation],
    ) -> None:
        self.paragraph = paragraph
        self.prose = prose
        self.fiscal_year = fiscal_year
        self.found = found
        self.reasons = reasons
        self.words: Words = words()
        self.nodes: list[Node] = []
        self.changes: list[Change] = []
        self.contexts: list[Node] = []
        self.expects: Node | None = None
        self.last: Node | None = None
        self.main: Node | None = None
        self.open_change: Change | None = None
        self.base: tuple[int | None, Amount] | None = None
        self.year: int | None = fiscal_year
        self.masked = prose.flat
        self.scope = 0

    # -- walking ------------------------------------------------------------------------------------------------

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
                opener = re.match(r"其中|含|包括|包含", self.prose.flat[low + 1 :])
                if opener:
                    inner.last = self.last
                    inner.year = self.last.year
            inner.read(low + 1, high - 1)
        inner.finish()
        self.nodes += inner.nodes
        self.changes += inner.changes

    # -- years and bases ----------------------------------------------------------------------------------------

    def _base_year(self, base: str) -> int | None:
        stated = years_in(base)
        if stated:
            return stated[0]
        if self.words.last_year.search(base) and self.fiscal_year is not None:
            return (self.year or self.fiscal_year) - 1
        return None

    def _year(self, text: str) -> tuple[int | None, bool]:
        """The year that the text before an amount states for it, and whether it states one."""
        text = self.words.compare.sub("", text)
        stated = years_in(text)
        if stated:
            return stated[-1], True
        if self.words.last_year.search(text) and "结" not in text and self.fiscal_year is not None:
            return self.fiscal_year - 1, True
        if self.words.this_year.search(text) and self.fiscal_year is not None:
            return self.fiscal_year, True
        return None, False

    def _in_reason(self, position: int) -> bool:
        return any(reason.marker <= position < reason.end for reason in self.reasons)

    # -- what a mention is --------------------------------------------------------------------------------------

    def _item(self, mention: Mention, gap: str, lead: str) -> None:
        if not is_sum(self.prose, mention, lead):
            return
        compare = self.words.compare.search(lead)
        if compare is not None:
            self._stated_base(mention, compare)
            return
        before = gap[: len(gap) - len(lead)]
        opener = self._opener(before, lead)
        if opener:
            lead = re.sub(rf"^.*?{re.escape(opener)}", "", lead, count=1) if opener in lead else lead
        text = _CONJUNCTION.sub("", lead)
        label = self.words.label(text)
        if self._in_reason(mention.start) and not self._continues(label):
            return
        sentence_end = _SENTENCE_END.search(_ENUMERATOR.sub("", before)) is not None
        if mention.kind == COUNT and not self._counts(mention, opener):
            return
        if not label.core and not label.generic:
            if self.contexts:
                self.contexts[-1].partial = True
            return
        if label.core in _WHOLE or text in _WHOLE:
            return
        generic = label.generic and not opener and self.expects is None
        subject = self.main.subject if generic and self.main else ""
        topic = self.main.topic if generic and self.main else label.topic
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
        node.item = self.main if generic else node
        if not generic or self.main is None:
            node.subject = self._full_label(node.start, mention.start)
        self._note_blanks(gap)
        head = None if generic else self._head(node, opener, before, sentence_end)
        year, node.stated_year = self._year(self.masked[self._clause_start(node.start) : mention.start])
        node.year = year if node.stated_year else head.year if head else self.year
        if head is None and node.stated_year:
            self.year = node.year
        if head is not None:
            head.opened = True
            if opener and self.words.partial_opener.fullmatch(opener):
                head.partial = True
            head.adopt(node)
            node.enumerated = bool(_ENUMERATOR.search(before))
        elif not generic:
            self.main = node
            self.contexts = []
        if self.words.and_so_on.match(self.prose.flat[mention.end :]):
            for each in node.chain:
                if each.head is not None and each is node:
                    each.head.partial = True
        self.expects = None
        self.nodes.append(node)
        self.last = node
        self.open_change = None

    def _clause_start(self, position: int) -> int:
        """Where the sentence of `position`, or what follows the last amount before it, begins."""
        start = self.scope
        for match in _SENTENCE_END.finditer(self.masked, start, position):
            start = match.end()
        if self.last is not None and self.last.prose is self.prose:
            start = max(start, self.last.end)
        return start

    def _full_label(self, start: int, end: int) -> str:
        low, high = self.prose.span(start, end)
        return _CONJUNCTION.sub("", self.prose.text[low:high].strip(" \u3000：:"))

    def _continues(self, label: Label) -> bool:
        """Whether an amount inside a reason is in truth the next part of an open list."""
        return bool(label.topic and label.bare and any(label.topic in self._parts(c) for c in self.contexts))

    def _counts(self, mention: Mention, opener: str) -> bool:
        if opener or re.match(r"[，。；]?其中", self.prose.flat[mention.end :]):
            return True
        return bool(self.contexts) and self.contexts[-1].unit == mention.amount.unit

    def _parts(self, node: Node) -> frozenset[str]:
        return self.words.parts_of(node.topic)

    def _opener(self, before: str, lead: str) -> str:
        """The word that opens a list directly before a label, or ""."""
        match = self.words.opener.search(_ENUMERATOR.sub("", before))
        if match:
            return match.group("opener")
        start = re.match(rf"{HOLE}*(?:和|及)?({self.words.opener.pattern.split('>')[1].rsplit(')', 1)[0]})(?=.)", lead)
        return start.group(1) if start else ""

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
        if opener and self.last is not None:
            for candidate in self._backwards():
                if topic in self._parts(candidate) and self._same_measure(candidate, node):
                    return self._open(candidate)
            candidate = self.last.root if sentence_end and opener != "包括" else self.last
            return self._open(candidate) if self._same_measure(candidate, node) and not candidate.change else None
        if not self.contexts or self.last is None:
            return None
        chain = [each for each in self.last.chain if self._same_measure(each, node)]
        if topic:
            for candidate in chain:
                known = {child.topic for child in candidate.children}
                if topic in self._parts(candidate) and (topic not in known or not sentence_end):
                    return self._open(candidate)
            if self.words.topics[topic].sums or topic in ("income_total", "expenditure_total"):
                return None
        enumerated = bool(_ENUMERATOR.search(before))
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
        if not contexts:
            return None
        if "；" in before and len(contexts) > 1 and not self._semicolons(contexts[-1]):
            return self._open(contexts[-2])
        return contexts[-1]

    def _semicolons(self, head: Node) -> bool:
        children = head.children
        return len(children) > 1 and "；" in self.masked[children[-2].end : children[-1].start]

    def _backwards(self) -> Iterator[Node]:
        """The nodes that a list may belong to, the likeliest first."""
        assert self.last is not None
        seen: set[int] = set()
        for node in (*self.last.chain, *reversed(self.nodes)):
            if id(node) not in seen and not node.change:
                seen.add(id(node))
                yield node

    def _open(self, head: Node) -> Node:
        keep = []
        for context in self.contexts:
            if context is head or context not in head.chain:
                break
            keep.append(context)
        self.contexts = [*keep, head]
        return head

    def _named(self, text: str) -> Node | None:
        label = self.words.label(_CONJUNCTION.sub("", text.replace(HOLE, "")))
        for node in reversed(self.nodes):
            if not node.change and (
                (label.topic and node.topic == label.topic) or (label.core and node.label.core == label.core)
            ):
                self.last = node
                return self._open(node)
        self.contexts = []
        return None

    def _note_blanks(self, gap: str) -> None:
        """An amount left blank in a list (“人员经费　万元”) leaves its sum open."""
        blank = _BLANK_AMOUNT.search(gap)
        if blank and self.contexts:
            self.contexts[-1].missing.append(gap[: blank.end()].strip("，、；：。"))

    # -- changes ------------------------------------------------------------------------------------------------

    def _compare_before(self, gap: str, end: int) -> re.Match[str] | None:
        """The last comparison (比上年) between the last amount and `end`, in the same sentence."""
        start = self._clause_start(end)
        return last_match(self.words.compare.finditer(self.masked, start, end))

    def _stated_base(self, mention: Mention, compare: re.Match[str]) -> None:
        after = self.prose.flat[mention.end : mention.end + 12]
        if self.words.change_word.search(after):
            self.base = (self._base_year(compare.group("base")), mention.amount)

    def _change(self, mention: Mention, gap: str, lead: str, word: re.Match[str]) -> None:
        if self._in_reason(mention.start):
            label = self.words.label(lead[: word.start()])
            if not (label.topic and self.contexts and self.contexts[-1].change):
                return
        direction = self.words.direction(word.group("word"))
        if mention.amount.number < 0:
            direction = "decrease" if direction == "increase" else "increase"
        compare = self._compare_before(gap, mention.start)
        own = self.words.compare.search(lead)
        before = gap[: len(gap) - len(lead)]
        text = lead[: own.start() if own else word.start()]
        opener = self._opener(before, text)
        if opener and opener in text:
            text = text.split(opener, 1)[1]
        label = self.words.label(_CONJUNCTION.sub("", text))
        draft = Change(
            start=max(compare.start(), mention.start - len(gap)) if compare else mention.start - len(lead),
            end=mention.end,
            base_year=self._base_year(compare.group("base")) if compare else None,
            base_stage=self._stage(self.masked[compare.start() : mention.start]) if compare else "",
            direction=direction,
            difference=mention,
        )
        self._take_base(draft)
        node = Node(
            label=label,
            subject=label.text.replace(HOLE, "").strip(),
            topic=label.topic,
            stage=label.stage,
            amount=mention.amount,
            kind=mention.kind,
            unit="元",
            start=mention.start - len(lead),
            end=mention.end,
            year=self.year,
            prose=self.prose,
            paragraph=self.paragraph,
            change=direction,
        )
        draft.node = node
        node.comparison = draft
        named = bool(label.core) and not label.generic
        sentence_end = _SENTENCE_END.search(before) is not None
        if named and (opener or (self.contexts and self.contexts[-1].change and not sentence_end)):
            head = self._change_head(opener)
            if head is not None:
                head.adopt(node)
                head.opened = True
                self.contexts = [head]
                self._keep(draft, node)
                return
        owners = [self._by_label(label)] if named else self._owners(sentence_end)
        draft.candidates = [owner for owner in owners if owner is not None]
        if not draft.candidates:
            self.contexts = []
        self._keep(draft, node)

    def _keep(self, draft: Change, node: Node) -> None:
        self.nodes.append(node)
        self.changes.append(draft)
        self.open_change = draft

    def _take_base(self, draft: Change) -> None:
        if self.base is not None:
            year, amount = self.base
            draft.base = amount
            draft.base_year = draft.base_year if draft.base_year is not None else year
            self.base = None

    def _stage(self, text: str) -> str:
        return next((stage for word, stage in self.words.stages if word in text), "")

    def _change_head(self, opener: str) -> Node | None:
        if self.contexts and self.contexts[-1].change and not opener:
            return self.contexts[-1]
        if self.open_change is not None and self.open_change.node is not None:
            return self.open_change.node
        return None

    def _owners(self, sentence_end: bool) -> list[Node | None]:
        """Whose change an unnamed change may be: the last amount's or, at the start of a sentence, its list's head's."""
        if self.last is None:
            return []
        chain: list[Node | None] = [node for node in self.last.chain if not node.change]
        return chain[::-1] if sentence_end else chain

    def _by_label(self, label: Label) -> Node | None:
        for node in reversed(self.nodes):
            if node.change or node.prose is not self.prose:
                continue
            if (label.topic and node.topic == label.topic) or (label.core and node.label.core == label.core):
                return node
        return None

    # -- percentages --------------------------------------------------------------------------------------------

    def _percent(self, mention: Mention, gap: str, lead: str) -> None:
        if self._in_reason(mention.start) or mention.amount.unit != "%":
            return
        lead = lead.replace(HOLE, "")
        negative = lead.endswith(_MINUS)
        lead = lead.rstrip("".join(_MINUS))
        done = _DONE.search(lead)
        if done:
            if self.last is not None and self.last.share is None:
                self.last.share = ShareDraft(mention, done.group("of"), True, mention.start - len(lead))
            return
        share = _SHARE.match(lead)
        if share:
            label = self.words.label(_CONJUNCTION.sub("", share.group("before")))
            owner = self._by_label(label) if label.core and not label.generic else self.last
            if owner is not None and owner.share is None and not owner.change:
                owner.share = ShareDraft(mention, share.group("of"), False, mention.start - len(lead))
            return
        word = self.words.change_end.search(lead) or _RATE_NOUN.search(lead)
        if word is None:
            return
        if word.re is self.words.change_end:
            direction = self.words.direction(word.group("word"))
        else:
            direction = "decrease" if word.group("word") in ("降幅", "下降率") else "increase"
        if negative:
            direction = "decrease" if direction == "increase" else "increase"
        compare = self._compare_before(gap, mention.start)
        own = self.words.compare.search(lead)
        label = self.words.label(_CONJUNCTION.sub("", lead[: own.start() if own else word.start()]))
        if label.core and not label.generic:
            return
        change = self.open_change
        if change is not None and change.rate is None and not _SENTENCE_END.search(gap):
            change.rate = mention
            change.end = mention.end
            return
        sentence_end = _SENTENCE_END.search(gap) is not None
        owners = [owner for owner in self._owners(sentence_end) if owner is not None]
        if change is not None or not owners:
            return
        draft = Change(
            start=compare.start() if compare else mention.start - len(lead),
            end=mention.end,
            base_year=self._base_year(compare.group("base")) if compare else None,
            base_stage=self._stage(self.masked[compare.start() : mention.start]) if compare else "",
            direction=direction,
            rate=mention,
            candidates=owners,
        )
        self._take_base(draft)
        self.changes.append(draft)
        self.open_change = draft

    # -- at the end ---------------------------------------------------------------------------------------------

    def pending(self) -> Node | None:
        """The head of a list that the paragraph announces and the next paragraphs give."""
        flat = self.prose.flat.rstrip("：，")
        match = self.words.opener.search(flat)
        if match is None or self.last is None:
            return None
        head = self.last.root
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

    def _settle_owner(self, draft: Change) -> None:
        """Gives a change to the amount that it belongs to; where several come in question, to one whose figures agree."""
        free = [node for node in draft.candidates if node.comparison is None]
        if not free:
            return
        owner = next((node for node in free if agrees(node, draft)), free[0])
        owner.comparison = draft

    def _level(self, node: Node) -> None:
        flat = self.masked
        later = [other.start for other in self.nodes if other.start >= node.end]
        end = min(later, default=len(flat))
        tail = flat[node.end : end]
        stop = _SENTENCE_END.search(tail)
        if stop and not self.words.compare.match(tail, stop.end()):
            tail = tail[: stop.start()]
        compare = self.words.compare.search(tail)
        level = self.words.level.search(tail)
        reason = self.words.announced.search(tail)
        if not compare or not level or level.start() < compare.start() or (reason and reason.start() < level.start()):
            return
        if self.words.roughly.search(tail):
            return
        between = tail[compare.end() : level.start()]
        if self.words.change_word.search(between):
            return
        node.comparison = change = Change(
            start=node.end + compare.start(),
            end=node.end + level.end(),
            base_year=self._base_year(compare.group("base")),
            base_stage=self._stage(tail[compare.start() : level.start()]),
            direction="level",
            candidates=[node],
        )
        self.changes.append(change)

    def _reason(self, draft: Change) -> None:
        """The first reason behind a comparison, before another amount's comparison begins."""
        others = [c.start for c in self.changes if c.start >= draft.end]
        end = min(others, default=len(self.prose.flat))
        for reason in self.reasons:
            if draft.end <= reason.marker < end:
                if len(_SENTENCE_END.findall(self.masked[draft.end : reason.marker])) <= 1:
                    draft.reason = reason.reason.strip("，：、。是为")
                return
