"""Follows a page of docs/ as a reader would: its files are written, its commands run, and what they print is compared.

A block with a title is a file (```yaml title="pack.yaml"). A block `diff` with a title changes one: each line with “-”
gives way to those with “+” behind it; both are beginnings of lines, up to “…”. A block `console` holds commands after
“$ ”, each with its exit code as a remark where that is not 0, and under it what is printed: some of the lines, in order,
“…” for whatever is left out.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

LEFT_OUT = "…"
_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```', re.M | re.S)
_COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.M)
_CODE = re.compile(r"\s+# exit (\d)$")


def follow(page: Path, folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yields each command with what it printed on both streams."""
    for language, title, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
        if title and language == "diff":
            _change(folder / title, text)
        elif title:
            (folder / title).parent.mkdir(parents=True, exist_ok=True)
            (folder / title).write_text(text, encoding="utf-8")
        elif language == "console":
            for line, printed in _COMMAND.findall(text):
                yield line, _run(line, printed.splitlines(), folder, environment)


def _change(file: Path, text: str) -> None:
    content = file.read_text(encoding="utf-8")
    for old, new in re.findall(r"^-(.*)\n((?:\+.*\n)+)", text, re.M):
        before = f"\n{old.removesuffix(LEFT_OUT)}"
        after = "".join(f"\n{line[1:].removesuffix(LEFT_OUT)}" for line in new.splitlines())
        assert content.count(before) == 1, f"{file.name} has no such line, or several: {old}"
        content = content.replace(before, after)
    file.write_text(content, encoding="utf-8")


def _run(line: str, printed: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    code = _CODE.search(line)
    command = ["bash", "-c", _CODE.sub("", line)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == (int(code[1]) if code else 0), (line, done.stdout, done.stderr)
    output = iter(done.stdout.splitlines())
    for wanted in printed:
        assert wanted == LEFT_OUT or any(_prints(each, wanted) for each in output), f"{line}: not printed: {wanted}"
    return done.stdout + done.stderr


def _prints(line: str, wanted: str) -> bool:
    """Whether a line is as wanted, or begins so where the page leaves its end out."""
    return line == wanted or (wanted.endswith(LEFT_OUT) and line.startswith(wanted.removesuffix(LEFT_OUT)))
