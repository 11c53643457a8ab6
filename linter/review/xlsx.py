"""Cell comments and a sheet of findings in a copy of a workbook. Sheets without findings stay as they are, and so do
styles, charts, pictures and macros: only the parts that hold comments, and the list of sheets, are written anew.
"""

from __future__ import annotations

from linter.outputs.words import Words
from linter.readers.limits import Meter
from linter.review.model import Annotated, Task, lines_of, spot_of
from linter.review.package import Package
from linter.review.sheet_names import RELATED, place_of, s
from linter.review.xlsx_comments import add_comments
from linter.review.xlsx_findings import add_findings


def annotated(data: bytes, task: Task) -> Annotated:
    """The workbook with a comment in each cell that has findings; what has no cell stands in the list alone."""
    package = Package(data, Meter(task.limits))
    say = Words(task.lang)
    notes: dict[str, dict[str, list[str]]] = {}
    count = 0
    for finding in task.findings:
        place = spot_of(finding)
        if place.sheet is None or place.ref is None or place_of(place.ref) is None:
            continue
        lines = notes.setdefault(place.sheet, {}).setdefault(place.ref, [])
        lines += ["", *lines_of(finding, say)] if lines else lines_of(finding, say)
        count += 1
    parts = _sheets(package)
    for sheet, by_cell in notes.items():
        add_comments(package, parts[sheet], by_cell)
    add_findings(package, task.findings, say)
    return Annotated(package.whole(), count)


def _sheets(package: Package) -> dict[str, str]:
    """The part of each sheet by its name."""
    targets = {each.id: each.target for each in package.archive.relationships(package.main)}
    sheets = package.tree(package.main).find(s("sheets"))
    return {
        each.get("name", ""): targets[each.get(RELATED, "")]
        for each in (sheets if sheets is not None else ())
        if each.get(RELATED, "") in targets
    }
