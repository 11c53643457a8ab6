"""The pages of the site, from the templates of reports/audit. No script but the page's own, nothing from outside, all escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from linter.audit import data
from linter.audit.copies import Cluster, clusters, groups
from linter.audit.folder import Folder
from linter.audit.statistics import GROUPS, OTHER, SHADES, VERDICTS, Audit
from linter.findings import SEVERITIES
from linter.outputs.visible import visible
from linter.outputs.words import Words
from linter.resources import reports_dir

INDEX_UNITS = 30
INDEX_RULES = 20
INDEX_TRENDS = 12
SUMMARY_UNITS = 10
SUMMARY_RULES = 10
_COPIES_A_PAGE = 60


def write(folder: Folder, audit: Audit, formats: Sequence[str]) -> None:
    """Writes the pages. The same audit gives the same bytes."""
    site = _Site(audit, formats)
    for name, template, more in site.plan(folder):
        folder.write(name, site.page(name, template, more))


class _Site:
    def __init__(self, audit: Audit, formats: Sequence[str]) -> None:
        self._audit = audit
        self._formats = formats
        self._clusters = clusters(audit)
        lang = audit.head.lang
        english = lang == "en"
        say = Words(lang)
        self._english = english
        self._environment = Environment(
            loader=FileSystemLoader(reports_dir() / "audit"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            # Everything printed is made visible first and escaped after, so that no template can forget either.
            finalize=lambda value: (
                visible(value)
                if isinstance(value, str) and not isinstance(value, Markup)
                else "–"
                if value is None
                else value
            ),
        )
        style, script = (
            "\n".join(_asset(name) for name in names)
            for names in (("report.css", "audit/audit.css"), ("audit/audit.js",))
        )
        self._environment.globals |= {
            "audit": audit,
            "head": audit.head,
            "say": say,
            "lang": lang,
            "t": lambda chinese, en: en if english else chinese,
            "severities": SEVERITIES,
            "verdicts": VERDICTS,
            "groups": {**{name: both[english] for name, both in GROUPS.items()}, OTHER: "Other" if english else "其他"},
            "shades": range(1, SHADES + 1),
            "clusters": self._clusters,
            "copy_words": self._words(),
            "files": data.files(formats),
            "limits": {
                "units": INDEX_UNITS,
                "rules": INDEX_RULES,
                "trends": INDEX_TRENDS,
                "summary_units": SUMMARY_UNITS,
                "summary_rules": SUMMARY_RULES,
            },
            "style": Markup(style),
            "script": Markup(script),
            "style_hash": _hash(style),
            "script_hash": _hash(script),
        }

    def plan(self, folder: Folder) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Each page with its template and what it prints beside the audit."""
        for name in ("index", "units", "rules", "documents", "summary"):
            yield f"{name}.html", f"{name}.html.j2", {}
        pages = list(range(0, len(self._clusters), _COPIES_A_PAGE)) or [0]
        names = ["copies.html" if not number else f"copies-{number + 1}.html" for number in range(len(pages))]
        for number, start in enumerate(pages):
            found: Sequence[Cluster] = self._clusters[start : start + _COPIES_A_PAGE]
            shown = list(groups(found, folder.root, start + 1, self._heads()))
            yield names[number], "copies.html.j2", {"shown": shown, "names": names, "at": number}

    def page(self, name: str, template: str, more: dict[str, Any]) -> str:
        return self._environment.get_template(template).render(name=name, **more)

    def _words(self) -> dict[str, str]:
        chinese = {"goals": "绩效目标", "indicators": "指标体系", "descriptions": "指标描述"}
        english = {"goals": "goals", "indicators": "set of indicators", "descriptions": "descriptions of indicators"}
        return english if self._english else chinese

    def _heads(self) -> dict[str, tuple[str, ...]]:
        if self._english:
            return {
                "goals": ("Goals",),
                "indicators": ("Indicator", "Target"),
                "descriptions": ("Indicator", "Description"),
            }
        return {"goals": ("绩效目标",), "indicators": ("三级指标", "指标值"), "descriptions": ("三级指标", "指标描述")}


def _asset(name: str) -> str:
    return (reports_dir() / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
