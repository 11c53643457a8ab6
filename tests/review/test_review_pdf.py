"""Highlights in a PDF: on the right places of pages however turned and cropped, behind the file's own bytes."""

from __future__ import annotations

import io
import sys
import zlib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from review_made import finding_at, task_of

from linter.document import Location
from linter.errors import UserError
from linter.review import annotated
from linter.usecases.check import check as check_documents
from linter.usecases.inputs import Input, Inputs
from linter.usecases.options import Typed, run_options

SHARED = Path(__file__).parents[2].parent / "shared" / "samples"
SAMPLES = sorted([*SHARED.glob("office/*.pdf"), *SHARED.glob("pdf/*.pdf")])


def pdf(page: str = "", *, streamed: bool = False, trailer: str = "") -> bytes:
    """One page of 300 by 200 points with a black square at (50, 140)-(70, 160), with further entries of its own."""
    content = b"0 0 0 rg 50 140 20 20 re f"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 200]>>",
        f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>/A#20B/x{page}>>".encode(),
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(content), content),
    ]
    out = b"%PDF-1.5\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = len(out)
    if streamed:
        rows = zlib.compress(b"".join(b"\x01" + each.to_bytes(4, "big") for each in (*places, start)))
        head = b"<</Type/XRef/Size 6/Index[1 5]/W[1 4 0]/Root 1 0 R%b/Filter/FlateDecode/Length %d>>" % (
            trailer.encode(),
            len(rows),
        )
        out += b"5 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (head, rows)
    else:
        out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % each for each in places)
        out += b"trailer\n<</Size 5/Root 1 0 R%b>>\n" % trailer.encode()
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def rendered(data: bytes) -> list[tuple[int, int, bool]]:
    """Where the page as it is shown has the square or the mark: the pixels at one a point, and whether they are black."""
    file = pdfium.PdfDocument(data)
    image = file[0].render(scale=1, may_draw_forms=False).to_pil().convert("RGB")
    file.close()
    found = []
    for x in range(image.width):
        for y in range(image.height):
            red, green, blue = image.getpixel((x, y))
            if (red, green, blue) != (255, 255, 255):
                found.append((x, y, max(red, green, blue) < 60))
    return found


@pytest.mark.parametrize("streamed", [False, True], ids=["table", "stream"])
@pytest.mark.parametrize(
    "page",
    ["", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox[20 30 280 190]", "/Rotate 90/CropBox[20 30 280 190]"],
)
def test_the_highlight_lies_on_the_place(page: str, streamed: bool) -> None:
    data = pdf(page, streamed=streamed)
    square = rendered(data)
    xs, ys = [x for x, _, _ in square], [y for _, y, _ in square]
    box = (min(xs) - 5.0, min(ys) - 5.0, max(xs) + 6.0, max(ys) + 6.0)
    made = annotated("pdf", data, task_of([finding_at(Location("a.pdf", page=1, box=box))]))
    assert made.data.startswith(data)
    after = rendered(made.data)
    assert [(x, y) for x, y, black in after if black] == [(x, y) for x, y, black in square if black]
    lit = [(x, y) for x, y, black in after if not black]
    assert abs(min(x for x, _ in lit) - box[0]) <= 1 and abs(max(x for x, _ in lit) + 1 - box[2]) <= 1
    assert abs(min(y for _, y in lit) - box[1]) <= 1 and abs(max(y for _, y in lit) + 1 - box[3]) <= 1


def annotations(data: bytes) -> list[Any]:
    """Those of the first page."""
    return [each.get_object() for each in PdfReader(io.BytesIO(data)).pages[0]["/Annots"]]  # type: ignore[attr-defined]


def test_what_the_note_says() -> None:
    place = Location("a.pdf", page=1, box=(10, 10, 50, 30))
    own = "/Annots[<</Type/Annot/Subtype/Text/Rect[5 5 9 9]/Contents(own \\(note\\))>>]"
    made = annotated(
        "pdf", pdf(own), task_of([finding_at(place), finding_at(place, "TXT902"), finding_at(Location("a.pdf"))])
    )
    assert made.comments == 3
    notes = annotations(made.data)
    assert [note["/Subtype"] for note in notes] == ["/Text", "/Highlight", "/Text"]
    assert notes[0]["/Contents"] == "own (note)"
    assert (
        notes[1]["/Contents"].startswith("TXT901 警告：此处有误。\n") and "\n\nTXT902 警告：" in notes[1]["/Contents"]
    )
    assert "位置：全文" in notes[2]["/Contents"]
    assert (notes[1]["/T"], notes[1]["/M"]) == ("budgetlint", "D:20260304050607+00'00'")
    assert made == annotated(
        "pdf", pdf(own), task_of([finding_at(place), finding_at(place, "TXT902"), finding_at(Location("a.pdf"))])
    )


def test_a_copy_can_be_annotated_again() -> None:
    place = Location("a.pdf", page=1, box=(10, 10, 50, 30))
    for streamed in (False, True):
        once = annotated("pdf", pdf(streamed=streamed), task_of([finding_at(place)]))
        twice = annotated("pdf", once.data, task_of([finding_at(place)]))
        assert len(annotations(twice.data)) == 2


@pytest.mark.parametrize("streamed", [False, True], ids=["table", "stream"])
def test_what_the_trailer_says_stays(streamed: bool) -> None:
    data = pdf(streamed=streamed, trailer="/Info<</Title(budget)>>/ID[(abc)(def)]")
    made = annotated("pdf", data, task_of([finding_at(Location("a.pdf"))]))
    file = PdfReader(io.BytesIO(made.data))
    assert file.metadata is not None and file.metadata.title == "budget"
    first, second = file.trailer["/ID"]  # type: ignore[misc]
    assert first.original_bytes == b"abc" and second.original_bytes != b"def"
    assert file.pages[0]["/A B"] == "/x"


def test_a_protected_file_is_refused() -> None:
    writer = PdfWriter(io.BytesIO(pdf()))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UserError, match="设有保护"):
        annotated("pdf", out.getvalue(), task_of([finding_at(Location("a.pdf"))]))


def test_without_its_library_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in sys.modules if each.startswith(("pypdf.", "linter.review.pdf"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(UserError, match="pypdf"):
        annotated("pdf", pdf(), task_of([finding_at(Location("a.pdf"))]))


def test_a_damaged_structure_is_refused() -> None:
    broken = pdf().replace(b"startxref\n", b"startxref\n9")
    with pytest.raises(UserError, match="结构不规范"):
        annotated("pdf", broken, task_of([finding_at(Location("a.pdf"))]))


@pytest.mark.skipif(not SAMPLES, reason="the real samples are not here")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_real_documents(path: Path) -> None:
    pdfplumber = pytest.importorskip("pdfplumber", reason="pdfplumber is not installed")
    data = path.read_bytes()
    report, _ = check_documents(Inputs((Input("a.pdf", data),), ()), run_options((), Typed(no_cache=True)), cards=False)
    made = annotated("pdf", data, task_of(report.findings))
    assert made.data.startswith(data)
    with pdfplumber.open(io.BytesIO(made.data)) as file:
        for finding in report.findings:
            spot = finding.spot or finding.location
            assert spot.page is not None and spot.box is not None
            page = file.pages[spot.page - 1]
            near = [
                note
                for note in page.annots
                if all(
                    abs(a - b) < 1
                    for a, b in zip((note["x0"], note["top"], note["x1"], note["bottom"]), spot.box, strict=True)
                )
            ]
            assert any(f"{finding.code} " in (note["contents"] or "") for note in near)
