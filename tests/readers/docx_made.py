"""Makes small .docx files for the tests of the readers: each test writes the XML that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from linter.document import Document, Paragraph, Table
from linter.readers import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TYPES = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'


def relationships(**targets: str) -> str:
    """Relationships of the kinds named by the keys; the key is the id too. `header__2` is a second one of its kind."""
    each = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name.split("__")[0]}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def packed(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def part(root: str, content: str) -> str:
    return f"<w:{root} {SPACES}>{content}</w:{root}>"


def docx(body: str, **parts: str) -> bytes:
    """A .docx with this content of w:body; `parts` are contents of further parts by kind (styles, numbering, header …)."""
    roots = {"header": "hdr", "footer": "ftr"}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relationships(officeDocument="word/document.xml"),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(**{name: f"{name}.xml" for name in parts}),
    }
    for name, content in parts.items():
        kind = name.split("__")[0]
        members[f"word/{name}.xml"] = part(roots.get(kind, kind), content)
    return packed(members)


def read_docx(body: str, **parts: str) -> Document:
    return read("made.docx", data=docx(body, **parts))


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph of a text, or of runs where the content is XML."""
    inside = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def tc(content: str = "", properties: str = "") -> str:
    """A cell of a text, or of blocks where the content is XML."""
    inside = content if content.startswith(("<w:p", "<w:tbl")) else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    whole = "".join(each if each.startswith("<") else tc(each) for each in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{whole}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(table: Table) -> list[list[tuple[str, int, int]]]:
    """Of each row the cells as (text, column, column span)."""
    return [[(cell.text, cell.column, cell.column_span) for cell in row] for row in table.rows]
