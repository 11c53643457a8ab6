"""The report on a terminal: findings beside the rows they are about, the offending characters marked underneath."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linter.findings import SEVERITIES, Finding, Mark, Report
from linter.outputs.arranged import DocumentSections, Gap, Group, arranged, by_weight, gaps, unread, verdict
from linter.outputs.visible import Glyph, glyphs, segments, visible
from linter.outputs.words import Words

WIDTH = 110
_SLOWEST = 5
_GAP_PLACES = 5
_COLORS = {"error": "31", "warning": "33", "info": "36", "fail": "31", "notes": "36", "pass": "32"}
_COLORS |= {"bold": "1", "dim": "2"}


def render(
    report: Report,
    *,
    color: bool = False,
    columns: int = WIDTH,
    verbose: bool = False,
    only: str | None = None,
) -> str:
    """The report as text. `columns` is the width that a source row is shortened to.

    `only` limits it to a part: "verdict" (one line), "summary" (without the findings), "statistics" (numbers by rule).
    """
    page = _Page(report, color, columns, verbose)
    if only == "verdict":
        lines = page.verdict()
    elif only == "summary":
        lines = page.summary()
    elif only == "statistics":
        lines = page.statistics()
    else:
        lines = page.full()
    return "\n".join(lines) + "\n"


class _Page:
    def __init__(self, report: Report, color: bool, columns: int, verbose: bool) -> None:
        self.report = report
        self.say = Words(report.lang)
        self.color = color
        self.columns = columns
        self.verbose = verbose

    def paint(self, text: str, style: str) -> str:
        code = _COLORS.get(style)
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text

    def full(self) -> Iterator[str]:
        for part in arranged(self.report):
            yield from self.document(part)
        yield from self.suppressed()
        yield from self.summary()

    def document(self, part: DocumentSections) -> Iterator[str]:
        entry, say = part.entry, self.say
        if entry.status != "checked":
            yield self.paint(visible(entry.path), "bold")
            yield f"  {say(entry.status)}{say('colon')}{visible(entry.error or '')}"
            yield ""
            return
        facts = say.join(
            (
                visible(entry.unit or ""),
                say("year", n=entry.fiscal_year) if entry.fiscal_year else "",
                visible(entry.kind or ""),
                say("n.projects", n=entry.projects),
                say("n.indicators", n=entry.indicators),
                say("n.tables", n=entry.tables),
            )
        )
        yield self.paint(visible(entry.path), "bold")
        yield f"  {self.paint(facts, 'dim')}"
        yield ""
        if not part.sections:
            yield f"  {say('findings.none')}"
            yield ""
        for section in part.sections:
            name = say("outside") if section.project is None else say("project", name=visible(section.project))
            count = say("n.findings", n=len(section.findings))
            yield f"  {self.paint(name, 'bold')} {self.paint(f'({count})', 'dim')}"
            for group in section.groups:
                yield from self.group(group)
            yield ""

    def group(self, group: Group) -> Iterator[str]:
        shown, folded = (group.findings[:1], group.findings[1:]) if group.folded else (group.findings, ())
        for finding in shown:
            yield from self.finding(finding, len(group.findings) if folded else 1)
        if folded:
            yield f"      {self.say('more', n=len(folded))}"
            for finding in folded:
                yield f"        {self.brief(finding)}"
        if self.verbose:
            yield from self.background(group.findings[0])

    def finding(self, finding: Finding, times: int) -> Iterator[str]:
        say = self.say
        severity = self.paint(say(finding.severity), finding.severity)
        number = f" ×{times}" if times > 1 else ""
        place = say.of(finding)
        yield f"    {severity} {self.paint(finding.code, 'bold')}{number} {place} {visible(finding.message)}"
        for line in self.source(finding.excerpt, finding.marks, finding.severity):
            yield f"        {line}"
        if finding.expected and finding.expected != finding.suggestion:
            actual = (
                f"{say('actual')} {visible(finding.actual)}{say('comma')}"
                if finding.actual and not finding.changes
                else ""
            )
            yield f"      {actual}{say('expected')} {visible(finding.expected)}"
        if finding.suggestion:
            yield f"      {say('suggestion', text=visible(say.mend(finding)))}"
        for related in finding.related:
            where = say.place(related.location)
            if related.location.path != finding.location.path:
                where = f"{visible(related.location.path)} {where}"
            yield f"      {say('related')}{say('colon')}{where} {visible(related.note)}".rstrip()

    def brief(self, finding: Finding) -> str:
        """One line for a finding of a folded group: its place, and what differs from the one shown in full."""
        say = self.say
        if finding.indicator is None:
            what = visible(finding.message)
        else:
            marked = (part.text.strip() for part in segments(finding.excerpt, finding.marks) if part.marked)
            actual = visible(finding.actual or "") or say("list").join(marked) or say("empty")
            what = visible(finding.indicator)
            if actual != what:
                what += say("colon") + actual
        mend = f" → {visible(say.mend(finding))}" if finding.suggestion else ""
        return f"{say.of(finding)} {what}{mend}"

    def background(self, finding: Finding) -> Iterator[str]:
        for key, text in (("why", finding.why), ("fix", finding.fix), ("basis", self.say("comma").join(finding.basis))):
            if text:
                yield self.paint(f"      {self.say(key)}{self.say('colon')}{visible(text)}", "dim")

    def source(self, excerpt: str, marks: Sequence[Mark], severity: str) -> Iterator[str]:
        """The excerpt and, under it, ^ below the marked characters; a long one as a window for each group of marks."""
        shown = glyphs(excerpt, marks)
        for window in _windows(shown, max(self.columns - 8, 40)):
            yield "".join(each.text for each in window).rstrip()
            if any(each.marked for each in window):
                carets = "".join(("^" if each.marked else " ") * each.width for each in window)
                yield self.paint(carets.rstrip(), severity)

    def suppressed(self) -> Iterator[str]:
        hidden = [finding for finding in self.report.findings if finding.suppressed is not None]
        if not hidden:
            return
        yield self.paint(f"{self.say('suppressed')} {self.say('n.findings', n=len(hidden))}", "bold")
        for finding in hidden:
            place = f"{visible(finding.location.path)} {self.say.of(finding)}"
            yield f"  {finding.code} {place} {visible(finding.suppressed or '')}".rstrip()
        yield ""

    def verdict(self) -> Iterator[str]:
        say = self.say
        result = verdict(self.report)
        notes = [say(f"{result.key}.note", n=result.count)]
        if result.gaps:
            notes.append(say("gaps.note", n=result.gaps))
        word = self.paint(say(result.key), result.key if result.key in _COLORS else "warning")
        yield f"{say('verdict')}{say('colon')}{word} — {say('comma').join(notes)}"

    def counts(self) -> str:
        say = self.say
        numbers = [self.paint(f"{say(level)} {self.report.count(level)}", level) for level in SEVERITIES]
        total = sum(self.report.count(level) for level in SEVERITIES)
        documents = [entry for entry in self.report.documents if entry.status == "checked"]
        scope = say.join(
            (
                say("total", n=total),
                say("n.documents", n=len(documents)),
                say("n.projects", n=sum(entry.projects for entry in documents)),
                say("n.indicators", n=sum(entry.indicators for entry in documents)),
            )
        )
        return say.join((*numbers, scope))

    def summary(self, by_code: bool = True) -> Iterator[str]:
        yield "─" * 40
        yield from self.verdict()
        yield self.counts()
        if by_code:
            yield from self.by_code()
        yield from self.gaps()
        if self.verbose or not by_code:
            yield self.run()
            yield from self.timings()

    def by_code(self) -> Iterator[str]:
        rows = by_weight(self.report)
        if rows:
            yield f"{self.say('by_code')}{self.say('colon')}"
        for code, severity, title, number in rows:
            yield f"  {number:>5}  {self.paint(self.say(severity), severity)}  {code}  {visible(title)}"

    def statistics(self) -> Iterator[str]:
        yield from self.by_code()
        for part in arranged(self.report):
            levels = [finding.severity for finding in part.findings]
            numbers = self.say.join(f"{self.say(level)} {levels.count(level)}" for level in SEVERITIES)
            if part.entry.status != "checked":
                numbers = self.say(part.entry.status)
            yield f"{visible(part.entry.path)}  {numbers}"
        yield from self.summary(by_code=False)

    def run(self) -> str:
        coverage = self.report.coverage
        return self.say.join(
            (
                self.say("rules_run", n=len(coverage.rules_run)),
                self.say("not_applicable", n=len(coverage.not_applicable)),
                self.say("undecided.n", n=len(coverage.undecided)),
            )
        )

    def timings(self) -> Iterator[str]:
        """The steps in order, then the rules that took longest."""
        seconds = self.report.timings
        steps = [name for name in ("pack", "read", "check") if name in seconds]
        rules = sorted(seconds.keys() - set(steps), key=lambda code: (-seconds[code], code))[:_SLOWEST]
        if seconds:
            each = self.say.join(f"{visible(name)} {seconds[name]:.2f}s" for name in (*steps, *rules))
            yield f"{self.say('timings')}{self.say('colon')}{each}"

    def gaps(self) -> Iterator[str]:
        report, say = self.report, self.say
        coverage = report.coverage
        lines: list[str] = []
        missed = unread(report)
        if missed:
            lines.append(f"  {say('gap.documents')} ×{len(missed)}")
            lines += [f"    {visible(e.path)}{say('colon')}{visible(e.error or say(e.status))}" for e in missed]
        for key, places in (
            ("gap.crashed", coverage.crashed),
            ("gap.unrecognised", coverage.unrecognised),
            ("gap.undecided", coverage.undecided),
        ):
            if places:
                lines.append(f"  {say(key)} ×{len(places)}")
                lines += [f"    {line}" for gap in gaps(places) for line in self.gap(gap)]
        if lines:
            yield self.paint(f"{say('gaps')}{say('colon')}", "bold")
            yield from lines

    def gap(self, gap: Gap) -> Iterator[str]:
        say = self.say
        yield f"{gap.code} {visible(gap.reason)} ×{gap.count}".lstrip()
        for path, places in gap.by_path.items():
            listed = places if self.verbose else places[:_GAP_PLACES]
            where = say("list").join(say.place(place.location) for place in listed)
            more = say("comma") + say("gap.more", n=len(places) - len(listed)) if len(listed) < len(places) else ""
            yield f"  {visible(path)} {where}{more}"


def _windows(shown: Sequence[Glyph], room: int) -> Iterator[Sequence[Glyph]]:
    """The line itself if it fits in `room` columns; else stretches of it around its marks, cut ends shown as …"""
    if sum(each.width for each in shown) <= room:
        if shown:
            yield shown
        return
    marked = [index for index, each in enumerate(shown) if each.marked] or [0]
    at = 0
    while at < len(marked):
        first, last = _window(shown, marked[at], room - 2)
        head = [Glyph("…", 1, False)] if first > 0 else []
        tail = [Glyph("…", 1, False)] if last < len(shown) else []
        yield [*head, *shown[first:last], *tail]
        at = _next_outside(marked, at, last)


def _window(shown: Sequence[Glyph], start: int, room: int) -> tuple[int, int]:
    """The stretch of `room` columns that holds `start` and the marked characters on from it, with text around them."""
    end = start
    while end + 1 < len(shown) and shown[end + 1].marked:
        end += 1
    first, last = start, start
    used = 0
    while last <= end and used + shown[last].width <= room:
        used += shown[last].width
        last += 1
    if last <= end:
        return first, last
    grown = True
    while grown:
        grown = False
        if first > 0 and used + shown[first - 1].width <= room:
            first -= 1
            used += shown[first].width
            grown = True
        if last < len(shown) and used + shown[last].width <= room:
            used += shown[last].width
            last += 1
            grown = True
    return first, last


def _next_outside(marked: Iterable[int], at: int, last: int) -> int:
    """The position in `marked`, after `at`, of the first one at or beyond `last` that opens a new stretch."""
    positions = list(marked)
    at += 1
    while at < len(positions) and (positions[at] < last or positions[at] == positions[at - 1] + 1):
        at += 1
    return at
