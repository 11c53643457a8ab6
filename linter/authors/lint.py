"""The house rules for rule files, beyond what the loader demands, and every mistake of a pack in one run.

A rule is bilingual, cites what may be cited, and has enough examples that do what they say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linter.authors.examples import examples_of, failure, shape_problems
from linter.authors.skeleton import TODO
from linter.bilingual import Bilingual
from linter.errors import PackError, Problem
from linter.packs.basis import citation_fault
from linter.packs.files import PackFile, chain
from linter.packs.kinds import INDICATOR, STATEMENT
from linter.packs.load import load_pack
from linter.packs.loader import single_rule
from linter.packs.names import did_you_mean
from linter.packs.paths import expanded, shown
from linter.packs.registry import find_kind
from linter.packs.source import Source, read_source
from linter.packs.wording import TemplateError, template_fields
from linter.resources import rules_dir

LEAST_EXAMPLES = 2
_BILINGUAL = ("title", "message", "why", "fix")
_FILLED: Mapping[str, frozenset[str]] = {
    "level1": frozenset({INDICATOR}),
    "level2": frozenset({INDICATOR}),
    "value": frozenset({INDICATOR, STATEMENT}),
}
"""Message fields that only the items of some scopes fill in."""


def lint_pack(name_or_path: str) -> list[Problem]:
    """Every mistake of a pack and of its own rule files, in order of file and line.

    Rules that it takes over from a shipped pack are not its own. Raises PackError where there is no such pack.
    """
    problems: list[Problem] = []
    try:
        load_pack(name_or_path, cache=False)
    except PackError as error:
        problems += error.problems
    for path in own_rules(name_or_path):
        problems += lint_rule(path)
        problems += failures(path)
    return sorted(set(problems))


def lint_file(path: Path) -> list[Problem]:
    """Every mistake of one rule file, in order of line."""
    problems: list[Problem] = []
    try:
        single_rule(path)
    except PackError as error:
        problems += error.problems
    return sorted({*problems, *lint_rule(path), *failures(path)})


def own_rules(name_or_path: str) -> list[Path]:
    """The rule files of a pack and of those that it extends; of shipped packs only where it is one of them itself."""
    packs = chain(name_or_path, [])
    shipped = rules_dir().resolve()
    own: list[PackFile] = [pack for pack in packs if pack.base != shipped or packs[-1].base == shipped]
    return list(dict.fromkeys(path for pack in own for path in expanded(pack.base, pack.globs)))


def failures(path: Path) -> list[Problem]:
    """The examples of a rule file that do not do what they say; none where the rule itself cannot be loaded."""
    problems: list[Problem] = []
    source = read_source(path, shown(path))
    try:
        for example in examples_of(path):
            wrong = failure(example)
            if wrong is not None:
                problems.append(source.problem(("examples", example.side, example.number - 1), wrong))
    except PackError:
        return []
    return problems


def lint_rule(path: Path) -> list[Problem]:
    """What a rule file lacks. Mistakes that keep it from being loaded at all are the loader's to report."""
    source = read_source(path, shown(path))
    if not isinstance(source.data, Mapping):
        return source.problems
    return sorted([*source.problems, *_problems(source, source.data, path)])


def _problems(source: Source, data: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    expected = f"{data.get('code')}-{data.get('slug')}.yaml"
    if path.name != expected:
        yield source.problem(("slug",), Bilingual.naming("文件名应为", "the file should be called", expected))
    yield from _languages(source, data)
    basis = data.get("basis")
    for index, citation in enumerate(basis if isinstance(basis, list) else ()):
        fault = citation_fault(str(citation))
        if fault is not None:
            yield source.problem(("basis", index), *fault)
    yield from _few_examples(source, data.get("examples"))
    yield from shape_problems(source)
    yield from _empty_fields(source, data)


def _languages(source: Source, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Texts that lack a language, or that a new rule still has to write."""
    for key in _BILINGUAL:
        text = data.get(key)
        if key in data and not (isinstance(text, Mapping) and {"zh", "en"} <= text.keys()):
            yield source.problem((key,), Bilingual(f"{key} 要有中文和英文", f"{key} needs Chinese and English"))
        for lang, mark in TODO.items():
            if isinstance(text, Mapping) and str(text.get(lang, "")).startswith(mark):
                yield source.problem((key, lang), Bilingual(f"{key} 还没有写", f"{key} is still to be written"))


def _few_examples(source: Source, examples: Any) -> Iterator[Problem]:
    for side in ("bad", "good"):
        listed = examples.get(side) if isinstance(examples, Mapping) else None
        count = len(listed) if isinstance(listed, list) else 0
        if 0 < count < LEAST_EXAMPLES:
            message = Bilingual(
                f"{side} 示例只有 {count} 个，至少 {LEAST_EXAMPLES} 个",
                f"{count} {side} examples, {LEAST_EXAMPLES} wanted",
            )
            yield source.problem(("examples", side), message)


def _empty_fields(source: Source, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Message fields that exist, and that nothing fills in for rules of this scope."""
    check, message = data.get("check"), data.get("message")
    kind = find_kind(str(check.get("kind"))) if isinstance(check, Mapping) else None
    if kind is None or not isinstance(message, Mapping):
        return
    empty = {name for name, scopes in _FILLED.items() if data.get("scope") not in scopes} - kind.message_fields
    for lang, template in message.items():
        try:
            fields = template_fields(str(template))
        except TemplateError:
            continue
        for name, offset in fields:
            if name in empty:
                hint = did_you_mean(name, kind.message_fields)
                text = Bilingual(
                    f"这一范围的规则没有“{name}”，消息里会是空的", f"nothing fills in “{name}” for this scope"
                )
                yield source.problem(("message", lang), text, hint, offset=offset)
