"""The repository holds nothing of the samples: no run of eight Chinese characters, and no figure, that only one document prints.

What two documents print, the names of accounts and of laws, and tests/general_phrases.yaml are common property.
The samples are not part of the repository; where they are missing there is nothing to compare with.
"""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from linter.document import Paragraph
from linter.readers import read

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
TEXTS = {".py", ".yaml", ".yml", ".md", ".lark", ".txt", ".toml", ".html", ".js", ".css", ".json", ".j2", ".csv"}
ALLOWED = yaml.safe_load((ROOT / "tests" / "general_phrases.yaml").read_text(encoding="utf-8"))
LENGTH, DIGITS, FEWER_DIGITS = 8, 5, 4

pytestmark = pytest.mark.skipif(not (SAMPLES.is_dir() and (ROOT / ".git").exists()), reason="no samples or no clone")

_HAN = re.compile(rf"[\u4e00-\u9fff]{{{LENGTH},}}")
_FIGURE = re.compile(r"(?<![0-9A-Za-z_.,])\d[\d,]*(?:\.\d+)?(?![0-9A-Za-z_])")
# 2.2025年: a list number before a year.
_ITEM_AND_YEAR = re.compile(r"\d\.20\d\d")


def pieces(text: str) -> Iterator[str]:
    """The stretches of LENGTH Chinese characters."""
    for run in _HAN.findall(text):
        yield from (run[at : at + LENGTH] for at in range(len(run) - LENGTH + 1))


def figures(text: str, digits: int = DIGITS) -> Iterator[str]:
    """The figures of so many significant digits, without separators."""
    for found in _FIGURE.findall(text):
        plain = found.replace(",", "")
        if len(plain.replace(".", "").strip("0")) >= digits and not _ITEM_AND_YEAR.fullmatch(plain):
            yield plain


def sample_text(path: Path) -> str:
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8")
    parts: list[str] = []
    for block in read(path).blocks:
        parts += [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
    return "\n".join(parts)


@cache
def samples() -> tuple[str, ...]:
    """The text of each document of the samples, once: office/ holds the same again."""
    paths = [*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.xlsx"), *SAMPLES.glob("pdf/*.pdf")]
    return tuple(re.sub(r"[ \t\u3000]", "", sample_text(path)) for path in sorted(paths))


@cache
def repository() -> tuple[tuple[str, str], ...]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return tuple(
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
        for path in paths
        if path.suffix in TEXTS and path.is_file() and path.name != "general_phrases.yaml"
    )


def common() -> Iterable[str]:
    for path in (*(ROOT / "rules" / "accounts").glob("*.yaml"), ROOT / "rules" / "basis.yaml"):
        yield path.read_text(encoding="utf-8")
    for name in ("budget", "wording", "policy"):
        yield from ALLOWED[name]
    yield from ALLOWED["left"]["phrases"]


def test_no_words_of_a_sample() -> None:
    printed: dict[str, int] = defaultdict(int)
    for text in samples():
        for piece in set(pieces(text)):
            printed[piece] += 1
    own = {piece for text in common() for piece in pieces(text)}
    taken = {piece for piece, documents in printed.items() if documents == 1} - own
    assert not sorted({(name, piece) for name, text in repository() for piece in pieces(text) if piece in taken})


def test_no_figure_of_a_sample() -> None:
    printed = {figure for text in samples() for figure in figures(text)}
    accounts = {
        figure
        for path in (ROOT / "rules" / "accounts").glob("*.yaml")
        for figure in figures(path.read_text(encoding="utf-8"))
    }
    taken = printed - accounts - {*ALLOWED["figures"], *ALLOWED["left"]["figures"]}
    assert not sorted({(name, figure) for name, text in repository() for figure in figures(text) if figure in taken})


def test_no_line_of_figures_of_a_sample() -> None:
    """Shorter figures may meet by chance; two in one line that one document prints both do not."""
    printed = [{each for each in figures(text, FEWER_DIGITS) if "." in each} for text in samples()]
    wrong = []
    for name, text in repository():
        for line in text.splitlines():
            own = {each for each in figures(line, FEWER_DIGITS) if "." in each}
            wrong += [(name, sorted(own & figures_)) for figures_ in printed if len(own & figures_) > 1]
    assert not [each for each in wrong if not set(each[1]) <= set(ALLOWED["left"]["figures"])]
