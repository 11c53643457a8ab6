"""What checks read when they are built: lexicons and other data files, a pack's own before the shipped ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from linter import resources as shipped
from linter.bilingual import Bilingual
from linter.errors import PackError
from linter.packs.kinds import UnknownLexiconError
from linter.packs.names import did_you_mean
from linter.packs.source import read_source
from linter.resources import rules_dir

_NAME = re.compile(r"[A-Za-z0-9_\-一-鿿]+(?:/[A-Za-z0-9_\-一-鿿]+)*")


class PackResources:
    """Implements the kinds' Resources. `bases` are the folders of the packs, the nearest first."""

    def __init__(self, bases: Sequence[Path]) -> None:
        self._bases = tuple(bases)
        self._read: dict[Path, Mapping[str, Any]] = {}

    def lexicon(self, name: str) -> Mapping[str, Any]:
        """The data of lexicons/NAME.yaml. Raises UnknownLexiconError, or PackError if the pack's file is no YAML."""
        if _NAME.fullmatch(name):
            for base in self._bases:
                path = base / "lexicons" / f"{name}.yaml"
                if base != rules_dir() and path.is_file():
                    return self._own(path)
            if (rules_dir() / "lexicons" / f"{name}.yaml").is_file():
                return self.data(f"lexicons/{name}.yaml")
        known = {path.stem for base in (*self._bases, rules_dir()) for path in (base / "lexicons").glob("*.yaml")}
        message = Bilingual(f"没有词表“{name}”", f"there is no lexicon “{name}”")
        raise UnknownLexiconError(name, message, did_you_mean(name, known))

    def data(self, path: str) -> Mapping[str, Any]:
        """The data of a shipped file, by its path below rules/. Raises KeyError where there is none."""
        if not _NAME.fullmatch(path.removesuffix(".yaml")) or not (rules_dir() / path).is_file():
            raise KeyError(Bilingual(f"没有数据文件“{path}”", f"there is no data file “{path}”"))
        found: Mapping[str, Any] = shipped.data(path)
        return found

    def _own(self, path: Path) -> Mapping[str, Any]:
        if path not in self._read:
            source = read_source(path)
            if source.problems:
                raise PackError(source.problems)
            self._read[path] = source.data
        return self._read[path]
