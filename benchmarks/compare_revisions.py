"""Two revisions over the same documents: is the JSON of `check` and of `extract` the same, byte for byte?

    python benchmarks/compare_revisions.py REVISION [--with REVISION] [--only TEXT] [--all]

The second revision is the work tree as it stands unless `--with` names one. Documents: examples/, each of them
in the formats that the tests write (.md, .html, .docx, .xlsx, .pdf), and the samples in ../shared where they are. What a revision says
is kept under out/compare/ by its commit. Only the digest of the pack is left out of account: it changes with every word of a rule.
Prints each difference and exits with 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
KEPT = ROOT / "out" / "compare"
FORMATS = {".txt", ".md", ".html", ".docx", ".doc", ".xlsx", ".pdf"}
SHOWN = 12

DRIVER = """
import contextlib, io, json, sys
from linter.cli import main
documents, out = json.loads(sys.argv[1]), sys.argv[2]
for number, document in enumerate(documents):
    for command, options in (("check", ["--no-cache"]), ("extract", [])):
        said = io.StringIO()
        said.buffer = io.BytesIO()
        said.buffer.flush = lambda: None
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            try:
                main([command, document, "--format", "json", *options])
            except SystemExit:
                pass
            except Exception as error:
                said.write(f"{type(error).__name__}: {error}")
        with open(f"{out}/{number}.{command}", "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(said.getvalue() or said.buffer.getvalue().decode())
"""


def documents(made: Path) -> list[Path]:
    """The documents, those in other formats written to `made` unless they lie there."""
    examples = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".md"))
    if not made.is_dir():
        _write_formats(examples, made)
    samples = [path for path in SAMPLES.rglob("*.*") if path.suffix in FORMATS and path.name != "README.md"]
    return [*examples, *sorted(made.iterdir()), *sorted(samples)]


def _write_formats(examples: list[Path], made: Path) -> None:
    # In the place of this folder, whose docx.py hides the library of that name.
    sys.path[:1] = [str(ROOT), str(ROOT / "tests" / "readers")]
    from made import WRITERS  # type: ignore[import-not-found]

    from linter.readers import read

    made.mkdir(parents=True)
    for path in examples:
        document = read(path.name, data=path.read_bytes())
        for suffix, writer in WRITERS.items():
            (made / f"{path.stem}.{suffix}").write_bytes(writer(document))


def said(revision: str | None, papers: list[Path]) -> Path:
    """The folder with what a revision says of each document: N.check and N.extract."""
    KEPT.mkdir(parents=True, exist_ok=True)
    if revision is None:
        folder = KEPT / "work-tree"
        shutil.rmtree(folder, ignore_errors=True)
        return _run(ROOT, papers, folder)
    commit = _git("rev-parse", "--short=12", revision)
    folder = KEPT / commit
    if not (folder / f"{len(papers) - 1}.extract").is_file():
        with tempfile.TemporaryDirectory() as place:
            tree = Path(place) / "tree"
            _git("worktree", "add", "--detach", "--quiet", str(tree), commit)
            try:
                _run(tree, papers, folder)
            finally:
                _git("worktree", "remove", "--force", str(tree))
    return folder


def _run(tree: Path, papers: list[Path], folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    named = json.dumps([str(path) for path in papers])
    environment = {**os.environ, "PYTHONPATH": str(tree), "LANG": "C.UTF-8"}
    subprocess.run([sys.executable, "-c", DRIVER, named, str(folder)], cwd=tree, env=environment, check=True)
    return folder


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(ROOT), *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def differences(before: str, after: str, command: str) -> list[str]:
    """What differs between two outputs, a line each; none where they are the same but for the digest of the pack."""
    try:
        first, second = _plain(before), _plain(after)
    except ValueError:
        return [] if before == after else [f"- {before[-300:]}", f"+ {after[-300:]}"]
    if json.dumps(first) == json.dumps(second):
        return []
    if command == "extract":
        return list(_walk(first, second, "")) or ["the order of the fields differs"]
    lines = []
    old, new = (Counter(json.dumps(each, ensure_ascii=False) for each in data["findings"]) for data in (first, second))
    for sign, rest in (("-", old - new), ("+", new - old)):
        for text in rest.elements():
            each = json.loads(text)
            place = each["location"].get("line") or each["location"].get("ref")
            lines.append(f"{sign} {each['code']} {place} {each['message']} | {each['actual']} -> {each['suggestion']}")
    for data in (first, second):
        data["findings"] = len(data["findings"])
    return [*lines, *_walk(first, second, "")]


def _plain(text: str) -> Any:
    data = json.loads(text)
    data.get("tool", {}).pop("pack_sha256", None)
    return data


def _walk(first: Any, second: Any, place: str) -> list[str]:
    if isinstance(first, dict) and isinstance(second, dict):
        keys = dict.fromkeys([*first, *second])
        return [line for key in keys for line in _walk(first.get(key), second.get(key), f"{place}.{key}")]
    if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
        return [
            line for at, pair in enumerate(zip(first, second, strict=True)) for line in _walk(*pair, f"{place}.{at}")
        ]
    if first == second:
        return []
    return [f"{place}: {json.dumps(first, ensure_ascii=False)[:300]} => {json.dumps(second, ensure_ascii=False)[:300]}"]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("revision")
    arguments.add_argument("--with", dest="other", help="the second revision; the work tree unless given")
    arguments.add_argument("--only", default="", help="only documents with this in their path")
    arguments.add_argument("--all", action="store_true", help=f"every difference, not {SHOWN} a document")
    wanted = arguments.parse_args()
    papers = documents(KEPT / "made")
    before, after = said(wanted.revision, papers), said(wanted.other, papers)
    total = 0
    for number, path in enumerate(papers):
        if wanted.only not in str(path):
            continue
        for command in ("check", "extract"):
            texts = [
                (folder / f"{number}.{command}").read_text(encoding="utf-8", errors="surrogateescape")
                for folder in (before, after)
            ]
            found = differences(*texts, command)
            total += len(found)
            if found:
                print(f"{path.name} {command}: {len(found)}")
                print("\n".join(f"  {line}" for line in (found if wanted.all else found[:SHOWN])))
    print(f"{len(papers)} documents, {total} differences")
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
