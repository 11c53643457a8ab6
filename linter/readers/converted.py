""".doc, .wps and .rtf -> Document: LibreOffice makes a .docx of it, which the reader of .docx reads. Of an old workbook that
no other reader takes it makes an .xlsx.

LibreOffice runs without a window, without macros and without looking up what a document links to, in a profile of this
process alone; what it writes is deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from multiprocessing.util import Finalize
from pathlib import Path

from linter.bilingual import Bilingual
from linter.document import Document
from linter.errors import UserError
from linter.readers.docx import reader as docx
from linter.readers.kinds import damaged, encrypted
from linter.readers.limits import Meter, exceeded

_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop>
</item>
</oor:items>
"""
"""No macros, no active content, no links followed (names of LibreOffice's configuration schema)."""

_SECTOR = 512
_FIB = re.compile(rb"\xec\xa5..", re.S)
_ENCRYPTED = 0x01

_profiles: dict[int, Path] = {}


def read(path: str, data: bytes, sha256: str, meter: Meter) -> Document:
    """A document of Word 97 to 2003, of WPS Writer, or in rich text. Raises UserError where LibreOffice is not there."""
    return docx.document(path, to_docx(data, meter), sha256, meter, "doc")


def to_docx(data: bytes, meter: Meter) -> bytes:
    """The .docx that LibreOffice makes of such a document."""
    if _has_password(data):
        raise encrypted()
    suffix = ".rtf" if data.startswith(b"{\\rtf") else ".doc"
    return _made(data, suffix, ("--convert-to", "docx:MS Word 2007 XML"), meter)


def to_xlsx(data: bytes, meter: Meter) -> bytes:
    """The .xlsx that LibreOffice makes of an old workbook."""
    # Without the name of the filter LibreOffice would take what it does not know for text.
    how = ("--infilter=MS Excel 97", "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    return _made(data, ".xls", how, meter, ("，或没有安装其中的 Calc", ", or its Calc is not installed"))


def _made(data: bytes, suffix: str, how: tuple[str, ...], meter: Meter, missing: tuple[str, str] = ("", "")) -> bytes:
    program = _program()
    with tempfile.TemporaryDirectory(prefix="budgetlint-") as folder:
        # The name is ours: a stranger's name may mean something to a command line.
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(data)
        _convert(program, source, how, meter)
        target = source.with_suffix(f".{how[-1].partition(':')[0]}")
        if not target.exists():
            raise damaged(f"LibreOffice 无法打开{missing[0]}", f"LibreOffice cannot open it{missing[1]}")
        if target.stat().st_size > meter.limits.unpacked:
            raise exceeded("unpacked", meter.limits.unpacked)
        return target.read_bytes()


def find_program() -> str | None:
    """LibreOffice on this machine, None where it is not found."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def _program() -> str:
    program = find_program()
    if program is not None:
        return program
    raise UserError(
        Bilingual(
            "读取 .doc、.wps 和 .rtf 需要 LibreOffice，这台电脑上没有找到",
            "LibreOffice is needed to read .doc, .wps and .rtf, and was not found here",
        ),
        Bilingual(
            "请安装 LibreOffice（Debian、Ubuntu：apt install libreoffice-writer；Windows、macOS：libreoffice.org），"
            "或用 Word、WPS 将文件另存为 .docx。",
            "Install LibreOffice (apt install libreoffice-writer, or from libreoffice.org), or save the file as .docx in Word or WPS.",
        ),
    )


def _convert(program: str, source: Path, how: tuple[str, ...], meter: Meter) -> None:
    command = [
        program,
        "--headless",
        "--invisible",
        "--norestore",
        "--nolockcheck",
        "--nologo",
        "--nodefault",
        f"-env:UserInstallation={_profile().as_uri()}",
        *how,
        "--outdir",
        str(source.parent),
        str(source),
    ]
    quiet = subprocess.DEVNULL
    # In a session of its own: the program is a script that starts another, and both must end at the limit.
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(timeout=max(meter.remaining, 0.1))
    except subprocess.TimeoutExpired:
        _profiles.pop(os.getpid(), None)
        raise UserError(
            Bilingual(
                f"LibreOffice 在 {meter.limits.seconds:g} 秒内没有完成转换",
                f"LibreOffice did not finish within {meter.limits.seconds:g} seconds",
            ),
            Bilingual(
                "请用 Word、WPS 将文件另存为 .docx，或在配置中提高 limits.seconds。",
                "Save the file as .docx in Word or WPS, or raise limits.seconds in the configuration.",
            ),
        ) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and what it has started, if anything still runs."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _profile() -> Path:
    """The profile of this process: two LibreOffices in one profile would wait for each other. Kept, for making it is slow."""
    own = os.getpid()
    if own not in _profiles:
        folder = Path(tempfile.mkdtemp(prefix="budgetlint-profile-"))
        (folder / "user").mkdir()
        (folder / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _profiles[own] = folder
        # Unlike atexit, this is also done at the end of a worker of a pool.
        Finalize(None, shutil.rmtree, (folder,), {"ignore_errors": True}, exitpriority=1)
    return _profiles[own]


def _has_password(data: bytes) -> bool:
    """Whether a Word 97 document says in its head that it is encrypted ([MS-DOC] 2.5.2 FibBase, fEncrypted)."""
    for match in _FIB.finditer(data):
        # The head stands at the start of a sector and names a version of Word 97 or later.
        start = match.start()
        if start % _SECTOR == 0 and start + 12 <= len(data):
            version = int.from_bytes(data[start + 2 : start + 4], "little")
            if 0x00C0 <= version <= 0x0120:
                return bool(data[start + 11] & _ENCRYPTED)
    return False
