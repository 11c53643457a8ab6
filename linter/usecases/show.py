"""What was understood and what is in force: `budgetlint extract`, `value` and `config`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from linter.usecases import config
from linter.usecases.checking import layouts_for, pack_for, reading
from linter.usecases.inputs import Inputs
from linter.usecases.options import RunOptions, Typed, run_options


def extract(given: Inputs, wanted: RunOptions) -> tuple[str, int]:
    """The budget models as JSON, and the exit code."""
    from linter.outputs import extract as output
    from linter.outputs.json_ import dumps
    from linter.values import as_json

    # A mistake in a pack's layouts is said once, not of each document.
    layouts_for(wanted.common)
    read_in = (reading(source, wanted.of(source.path)) for source in given.sources)
    found = [(each.entry, each.budget) for each in read_in]
    code = 3 if not found else 4 if any(budget is None for _, budget in found) else 0
    return dumps(output.as_json(found, as_json, wanted.lang)), code


def value(text: str, *, human: bool, lang: str) -> str:
    """One target value parsed: as JSON, or in words."""
    from linter.outputs.json_ import dumps
    from linter.outputs.value import render
    from linter.values import as_json, parse

    parsed = parse(text)
    return render(parsed, lang) if human else dumps(as_json(parsed, lang))


def config_schema() -> str:
    """The JSON Schema of the configuration."""
    from linter.authors.json_schema import settings_schema
    from linter.outputs.json_ import dumps

    return dumps(settings_schema(config.Settings, "budgetlint.yaml"))


def config_shown(path: str, configuration: str | None) -> str:
    """What is in force for one document: every setting with its value and its origin; then the pack with its changes."""
    from linter.outputs.json_ import dumps

    wanted = run_options((path,), Typed(configuration=configuration))
    chosen, settings = wanted.of(path), wanted.config.settings
    overrides = [each.match for each in wanted.config.overrides(path)]
    pack = pack_for(chosen)
    values: dict[str, Any] = {
        "pack": chosen.pack,
        "plugins": list(chosen.plugins),
        "select": list(chosen.select),
        "ignore": list(chosen.ignore),
        "severity": dict(chosen.severity),
        "year": chosen.year,
        "kind": chosen.kind,
        "fail_level": wanted.fail_level,
        "lang": chosen.lang,
        "baseline": settings.baseline,
        "exclude": list(settings.exclude),
        "max_bytes": chosen.max_bytes,
        "jobs": wanted.jobs,
        "limits": {each.name: getattr(chosen.limits, each.name) for each in fields(chosen.limits)},
        "suppress": len(settings.suppress),
    }
    return dumps(
        {
            "file": path,
            "config": str(wanted.config.path) if wanted.config.path else None,
            "excluded": wanted.config.excluded(path),
            "paths": overrides,
            "settings": {
                key: {"value": value, "from": str(wanted.config.origin(key))} for key, value in values.items()
            },
            "pack": {
                "name": pack.name,
                "rules": len(pack.rules),
                "off": {code: str(reason) for code, reason in pack.off.items()},
                "changed": {
                    rule.code: [
                        {"what": change.setting, "value": change.value, "from": change.pack} for change in rule.changes
                    ]
                    for rule in pack.rules
                    if rule.changes
                },
            },
        }
    )
