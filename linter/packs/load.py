"""Loads rule packs: `load_pack` gives a Pack, or one PackError with every mistake of every file and where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from linter import cache as store
from linter.bilingual import Bilingual
from linter.packs.pack import Pack, digest_of
from linter.packs.paths import expanded, find_pack, is_rule_file
from linter.packs.resources import PackResources
from linter.packs.rules import Change, Rule, make_rule
from linter.resources import grammar

_FORMAT = "3"


def load_pack(name_or_path: str = "standard", *, cache: bool = True) -> Pack:
    """The pack of that name, or in that file, with all that it extends; a rule's file is a pack of that rule.

    Raises PackError with all problems.
    """
    path = find_pack(name_or_path)
    name = f"pack {path.resolve()}" if path is not None else ""
    # What a record was made from is in the record itself, but for the grammar of the conditions.
    stamp = store.digest(_FORMAT, grammar("condition.lark"))
    if cache and name:
        pack = _from_cache(store.load(name, stamp))
        if pack is not None:
            return pack
    from linter.packs.loader import Loader, single_rule

    if path is not None and is_rule_file(name_or_path):
        return single_rule(path)
    loader = Loader(name_or_path)
    pack = loader.load()
    if cache:
        store.keep(name, stamp, loader.record(pack))
    return pack


def _reread(name_or_path: str) -> Pack:
    return load_pack(name_or_path, cache=False)


def _rules(kept: Any) -> tuple[Rule, ...]:
    return tuple(
        make_rule(data, Path(path), tuple(Change(*change) for change in changes)) for data, path, changes in kept
    )


def _from_cache(kept: Any) -> Pack | None:
    """The pack of a cache record whose files are all as they were; None if anything does not fit."""
    try:
        files = [(Path(path), digest) for path, digest in kept["files"]]
        ruled = {path for base, globs in kept["globs"] for path in expanded(Path(base), globs)}
        if {path for path, _ in files} != ruled | {Path(path) for path in kept["packs"]}:
            return None
        if any(digest_of(path) != digest for path, digest in files):
            return None
        bases = tuple(Path(base) for base in kept["bases"])
        return Pack(
            name=kept["name"],
            title=Bilingual(*kept["title"]),
            version=kept["version"],
            path=Path(kept["path"]),
            rules=_rules(kept["rules"]),
            aside=_rules(kept["aside"]),
            off={code: Bilingual(*reason) for code, reason in kept["off"].items()},
            bases=bases,
            files=tuple(files),
            resources=PackResources(bases),
            trees=kept["trees"],
            reread=_reread,
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return None
