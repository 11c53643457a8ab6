"""The house rules for shipped rule files, beyond what the loader demands: bilingual, cited, with enough examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from linter.engine.basis import citation_fault
from linter.engine.examples import shape_problems
from linter.engine.paths import shown
from linter.engine.source import Source, read_source
from linter.errors import Problem

LEAST_EXAMPLES = 2
_BILINGUAL = ("title", "message", "why", "fix")


def lint_rule(path: Path) -> list[Problem]:
    """What a rule file lacks. Mistakes that keep it from being loaded at all are the loader's to report."""
    source = read_source(path, shown(path))
    if not isinstance(source.data, Mapping):
        return source.problems
    return sorted([*source.problems, *_problems(source, source.data, path)])


def _problems(source: Source, data: Mapping[str, Any], path: Path) -> Iterator[Problem]:
    expected = f"{data.get('code')}-{data.get('slug')}.yaml"
    if path.name != expected:
        yield source.problem(("slug",), f"文件名应为 / the file should be called: {expected}")
    for key in _BILINGUAL:
        text = data.get(key)
        if not isinstance(text, Mapping) or not {"zh", "en"} <= text.keys():
            yield source.problem((key,), f"{key} 要有中文和英文 / {key} needs Chinese and English")
    basis = data.get("basis")
    for index, citation in enumerate(basis if isinstance(basis, list) else ()):
        fault = citation_fault(str(citation))
        if fault is not None:
            yield source.problem(("basis", index), *fault)
    examples = data.get("examples")
    for side in ("bad", "good"):
        listed = examples.get(side) if isinstance(examples, Mapping) else None
        count = len(listed) if isinstance(listed, list) else 0
        if count < LEAST_EXAMPLES:
            message = f"{side} 示例只有 {count} 个，至少 {LEAST_EXAMPLES} 个 / {count} {side} examples, {LEAST_EXAMPLES} wanted"
            yield source.problem(("examples", side), message)
    yield from shape_problems(source)
