"""Comments, and suggestions as tracked changes, in a copy of a .docx.

The places are those of the reader's own walk over the file; nothing is searched for. Of the text nothing changes but that
runs are parted where a comment begins or ends.
"""

from __future__ import annotations

from lxml import etree

from linter.document import Location
from linter.findings import Finding
from linter.outputs.words import Words
from linter.readers.docx.names import BODY, P
from linter.readers.docx.reader import DocxReader
from linter.readers.kinds import damaged
from linter.readers.limits import Meter
from linter.review.docx_changes import Changes
from linter.review.docx_comments import Comments
from linter.review.docx_cut import Cutter, Fields, carrier
from linter.review.docx_places import Places, Spot, paragraph_of, printed
from linter.review.model import Annotated, Task, gravest, lines_of, spot_of
from linter.review.package import Package


def annotated(data: bytes, task: Task) -> Annotated:
    """The file with a comment on each finding; the gravest findings first where there is no room for all."""
    meter = Meter(task.limits)
    package = Package(data, meter)
    root = package.tree(package.main)
    body = root.find(BODY)
    if body is None:
        raise damaged(package.main)
    copy = _Copy(package, body, task, meter)
    said = gravest(task.findings, copy.comments.room)
    for finding in said:
        copy.comment(finding)
    if task.suggest:
        for finding in task.findings:
            copy.mend(finding)
    package.put(package.main, root)
    copy.comments.save()
    return Annotated(package.whole(), len(said), copy.changes.count, len(task.findings) - len(said))


class _Copy:
    def __init__(self, package: Package, body: etree._Element, task: Task, meter: Meter) -> None:
        self._say = Words(task.lang)
        self._body = body
        self._cutter = Cutter()
        self._fields = Fields(body)
        reader = DocxReader("", package.archive, meter)
        self._places = Places(reader.walk(body), body)
        self.comments = Comments(package, body, task.made)
        self.changes = Changes(body, self._cutter, self._fields, task.made)

    def _find(self, finding: Finding) -> tuple[Spot | None, Location]:
        for place in (spot_of(finding), finding.location):
            spot = self._places.find(place)
            if spot is not None:
                return spot, place
        return None, finding.location

    def comment(self, finding: Finding) -> None:
        spot, place = self._find(finding)
        if spot is None:
            self._at_the_beginning(finding)
            return
        span = place.span if spot.exact else None
        low, high = span if span is not None else (0, len(spot.text))
        if low >= high:
            # Where something is missing: the character before it.
            low, high = max(min(low, len(spot.text)) - 1, 0), max(low, 1)
        marks = printed(spot.source, low, high)
        paragraph = paragraph_of(spot.source)
        at = marks[0].element if marks else paragraph
        stands = self._places.stand_in(at) if at is not None else None
        if at is None or stands is None:
            self._at_the_beginning(finding)
        elif stands is not at:
            whole = carrier(stands)
            self.comments.over(whole, whole, lines_of(finding, self._say, quoted=True))
        elif marks:
            first = self._cutter.from_(marks[0].element, marks[0].start)
            last = self._cutter.to(marks[-1].element, marks[-1].start + marks[-1].length)
            lines = lines_of(finding, self._say)
            self.comments.over(self._fields.around(first)[0], self._fields.around(last)[1], lines)
        elif paragraph is not None:
            self.comments.on(paragraph, lines_of(finding, self._say))

    def _at_the_beginning(self, finding: Finding) -> None:
        """What is said of the whole document, or of a header or footer, where Word takes no comment."""
        first = next(self._body.iter(P), None)
        if first is None:
            first = etree.Element(P)
            self._body.insert(0, first)
        self.comments.on(first, lines_of(finding, self._say, quoted=True))

    def mend(self, finding: Finding) -> None:
        if finding.changes:
            self.changes.make([(change, self._open(change.location)) for change in finding.changes])

    def _open(self, place: Location) -> Spot | None:
        """The text at a place, where changes of it can be tracked: not in a note, a text box or a header."""
        spot = self._places.find(place)
        return spot if spot is not None and self._places.stand_in(spot.source.element) is spot.source.element else None
