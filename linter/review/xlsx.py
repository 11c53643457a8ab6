"""Cell comments and a sheet of findings in a copy of a workbook. Sheets without findings stay as they are, and so do
styles, charts, pictures and macros: only the parts that hold comments, and the list of sheets, are written anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

from linter.outputs.words import Words
from linter.readers.limits import Meter
from linter.readers.xlsx.number_format import BUILTIN, GENERAL
from linter.review.model import Annotated, Task, lines_of, spot_of
from linter.review.package import Package
from linter.review.sheet_names import RELATED, place_of, s
from linter.review.xlsx_changes import CellChanges
from linter.review.xlsx_comments import add_comments
from linter.review.xlsx_findings import add_findings


def annotated(data: bytes, task: Task) -> Annotated:
    """The workbook with a comment in each cell that has findings; what has no cell stands in the list alone.

    With `task.suggest` the mends are made in the cells, and each comment says what stood there.
    """
    package = Package(data, Meter(task.limits))
    say = Words(task.lang)
    parts = _sheets(package)
    changes, made = _mended(package, parts, task) if task.suggest else (0, frozenset[int]())
    notes: dict[str, dict[str, list[str]]] = {}
    count = 0
    for number, finding in enumerate(task.findings):
        place = spot_of(finding)
        if place.sheet is None or place.ref is None or place_of(place.ref) is None:
            continue
        lines = notes.setdefault(place.sheet, {}).setdefault(place.ref, [])
        if lines:
            lines.append("")
        lines += lines_of(finding, say)
        if number in made:
            lines.append(
                say(
                    "mended",
                    text="；".join(
                        f"{say.place(each.location)} “{each.old}” → “{each.new}”" for each in finding.changes
                    ),
                )
            )
        count += 1
    for sheet, by_cell in notes.items():
        add_comments(package, parts[sheet], by_cell)
    add_findings(package, task.findings, say)
    return Annotated(package.whole(), count, changes)


def _mended(package: Package, parts: Mapping[str, str], task: Task) -> tuple[int, frozenset[int]]:
    """Makes the mends. Returns how many cells changed, and the numbers of the findings whose mend was made."""
    named = {each.location.sheet for finding in task.findings for each in finding.changes}
    roots = {name: package.tree(part) for name, part in parts.items() if name in named}
    changes = CellChanges(roots, _strings(package), _formats(package))
    made = frozenset(number for number, finding in enumerate(task.findings) if changes.make(finding))
    for name in changes.touched:
        package.put(parts[name], roots[name])
    return changes.count, made


def _strings(package: Package) -> Sequence[etree._Element]:
    part = package.archive.related(package.main, "sharedStrings")
    return list(package.tree(part).iterchildren(s("si"))) if part is not None else []


def _formats(package: Package) -> Sequence[str]:
    """The number format of each cell style."""
    part = package.archive.related(package.main, "styles")
    if part is None:
        return []
    root = package.tree(part)
    own = {each.get("numFmtId", ""): each.get("formatCode", GENERAL) for each in root.iter(s("numFmt"))}
    styles = root.find(s("cellXfs"))
    ids = [each.get("numFmtId", "0") for each in (styles if styles is not None else ())]
    return [own.get(each) or BUILTIN.get(int(each) if each.isdecimal() else 0, GENERAL) for each in ids]


def _sheets(package: Package) -> dict[str, str]:
    """The part of each sheet by its name."""
    targets = {each.id: each.target for each in package.archive.relationships(package.main)}
    sheets = package.tree(package.main).find(s("sheets"))
    return {
        each.get("name", ""): targets[each.get(RELATED, "")]
        for each in (sheets if sheets is not None else ())
        if each.get(RELATED, "") in targets
    }
