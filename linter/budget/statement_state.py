"""What is known while a paragraph of the narrative is being read, and what the parts of the reader ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from linter.budget.amounts import BARE, Mention, Prose
from linter.budget.model import Amount
from linter.budget.statement_nodes import Change, Node, ShareDraft
from linter.budget.statement_reasons import Explanation
from linter.budget.statement_words import HOLE, Label, Words, words, years_in
from linter.document import Paragraph

SENTENCE_END = re.compile(r"[。！？]")
ENUMERATOR = re.compile(
    rf"(?:(?:^|(?<=[。；：，{HOLE}]))(?:\d{{1,2}}[。、]|[一二三四五六七八九十]是[：，]?|[①-⑳])|{HOLE})+$"
)
CONJUNCTION = re.compile(r"^(?:和|及|与|以及|并|还有|加|另|另有|另外)")
_EDGE = re.compile(r"[，、；。）！]")
_DASHES = ("-", "~", "～", "—", "至")


def last_match(found: Iterable[re.Match[str]]) -> re.Match[str] | None:
    return max(found, key=lambda match: match.start(), default=None)


def same_name(label: Label, node: Node) -> bool:
    """Whether a label names the amount of a node."""
    return bool((label.topic and node.topic == label.topic) or (label.core and node.label.core == label.core))


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
    # At the end of a paragraph the unit may have been cut off with the line.
    if not after or not _EDGE.match(after):
        return False
    if mention.amount.unit == "" and mention.amount.decimals == 0:
        year = 1900 <= mention.amount.number <= 2100
        if year or (mention.amount.number <= 20 and after.startswith(("、", "。"))):
            return False
    return change or lexicon.money_end.search(lead.strip(HOLE)) is not None


class State:
    """The nodes found so far, the lists that are open (`contexts`, innermost last), the last amount and the last subject.

    `masked` is the flat text of the stretch being read, with its brackets blanked out; `scope` is where that begins.
    """

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
        self.continued: Node | None = None
        self.expects: Node | None = None
        self.last: Node | None = None
        self.main: Node | None = None
        self.open_change: Change | None = None
        self.base: tuple[int | None, Amount] | None = None
        self.total: tuple[str, ShareDraft] | None = None
        self.year: int | None = fiscal_year
        self.masked = prose.flat
        self.scope = 0

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

    def _clause_start(self, position: int) -> int:
        """Where the sentence of `position`, or what follows the last amount before it, begins."""
        start = self.scope
        for match in SENTENCE_END.finditer(self.masked, start, position):
            start = match.end()
        if self.last is not None and self.last.prose is self.prose:
            start = max(start, self.last.end)
        return start

    def _opener(self, before: str, lead: str) -> str:
        """The word that opens a list directly before a label, or ""."""
        match = self.words.opener.search(ENUMERATOR.sub("", before)) or self.words.opener_start.match(lead)
        return match.group("opener") if match else ""

    def _by_label(self, label: Label) -> Node | None:
        for node in reversed(self.nodes):
            if node.change or node.prose is not self.prose:
                continue
            if same_name(label, node):
                return node
        return None

    def _compare_before(self, end: int) -> re.Match[str] | None:
        """The last comparison (比上年) between the last amount and `end`, in the same sentence."""
        start = self._clause_start(end)
        return last_match(self.words.compare.finditer(self.masked, start, end))

    def _stage(self, text: str) -> str:
        return next((stage for word, stage in self.words.stages if word in text), "")
