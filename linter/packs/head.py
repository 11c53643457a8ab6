"""Checks the head fields of rule files; imported only when a pack is read anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from linter.bilingual import Bilingual
from linter.findings.model import SEVERITIES
from linter.packs.kinds import INDICATOR, SCOPES
from linter.packs.names import did_you_mean
from linter.packs.params import Report
from linter.packs.rules import CODE, Rule, make_rule
from linter.packs.source import Route
from linter.packs.wording import LANGUAGES

CONFIDENCES = ("high", "medium", "low")
STATUSES = ("preview", "stable", "deprecated")
DOCUMENT_KINDS = ("部门预算", "单位预算", "决算")
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
VERSION = re.compile(r"\d+\.\d+(?:\.\d+)?")


def check_head(data: Any, report: Report) -> frozenset[str]:
    """Checks every head field of a rule file and reports each mistake. Gives the fields that cannot be used."""
    if not isinstance(data, Mapping):
        report((), Bilingual("规则文件应是一组字段", "a rule file consists of fields"))
        return frozenset(HEAD)
    faulty: set[str] = set()

    def noted(route: Route, *arguments: Any, **where: Any) -> None:
        faulty.add(str(route[0]))
        report(route, *arguments, **where)

    for key in data:
        if key not in HEAD:
            hint = did_you_mean(key, HEAD, cutoff=0.6)
            noted((key,), Bilingual(f"没有“{key}”这个字段", f"unknown field “{key}”"), hint, on_key=True)
    for key, (required, checked) in HEAD.items():
        if key in data:
            checked(key, data[key], noted)
        elif required:
            faulty.add(key)
            report((), Bilingual(f"缺少字段“{key}”", f"missing field “{key}”"))
    if data.get("activities") and data.get("scope") != INDICATOR:
        noted(("activities",), Bilingual(f"只有 scope: {INDICATOR} 的规则可以用", f"only for scope: {INDICATOR}"))
    return frozenset(faulty)


_STAND_INS: Mapping[str, Any] = {
    "code": "XXX000",
    "slug": "unknown",
    "title": "-",
    "severity": "error",
    "confidence": "low",
    "status": "preview",
    "since": "0.0",
    "message": "-",
    "why": "-",
    "fix": "-",
    "basis": [],
}


def make_partly(data: Mapping[str, Any], faulty: frozenset[str], path: Path) -> Rule | None:
    """A rule whose faulty head fields are filled by stand-ins, so that its check can be looked at in the same run.

    None where the scope or the check itself is faulty: without them there is nothing to look at.
    """
    if faulty & {"scope", "check"}:
        return None
    return make_rule({**_STAND_INS, **{key: value for key, value in data.items() if key not in faulty}}, path)


def _matching(pattern: re.Pattern[str], example: str) -> Callable[[str, Any, Report], None]:
    def check(key: str, value: Any, report: Report) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            report(
                (key,),
                Bilingual(f"{key} 的写法不对", f"{key} is malformed"),
                Bilingual.naming("例如", "for example", example),
            )

    return check


def one_of(allowed: tuple[str, ...]) -> Callable[[str, Any, Report], None]:
    """A check that a field is one of the allowed words."""

    def check(key: str, value: Any, report: Report) -> None:
        if value not in allowed:
            listed = "、".join(allowed)
            report(
                (key,),
                Bilingual.naming(f"{key} 只能是", "must be one of", listed),
                did_you_mean(str(value), allowed),
            )

    return check


def check_text(key: str, value: Any, report: Report) -> None:
    """A field that is a text, or {zh: …, en: …}."""
    if isinstance(value, str) and value.strip():
        return
    if not isinstance(value, Mapping) or not value:
        report((key,), Bilingual(f"{key} 应是文字，或 {{zh: …, en: …}}", "a text is wanted here"))
        return
    for lang, text in value.items():
        if lang not in LANGUAGES:
            comma = Bilingual("花括号里的文字若有逗号要加引号", "quote a text with a comma inside braces")
            hint = comma if text is None else Bilingual.of("、".join(LANGUAGES))
            report((key, lang), Bilingual(f"没有“{lang}”这种语言", f"unknown language “{lang}”"), hint, on_key=True)
        elif not isinstance(text, str) or not text.strip():
            report((key, lang), Bilingual("应是文字", "a text is wanted here"))


def _texts(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, list) or not value:
        report((key,), Bilingual(f"{key} 应是至少一项的列表", f"{key} must be a list of at least one"))
        return
    for index, each in enumerate(value):
        if not isinstance(each, str) or not each.strip():
            report(
                (key, index), Bilingual("应是文字", "a text is wanted here"), Bilingual("加上引号", "put it in quotes")
            )


def _condition(key: str, value: Any, report: Report) -> None:
    # Its grammar is checked when the rule is compiled.
    if not isinstance(value, str):
        report((key,), Bilingual("应是条件", "a condition is wanted here"), Bilingual("加上引号", "put it in quotes"))


def _check(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, Mapping):
        report((key,), Bilingual("check 应有 kind 和参数", "check consists of kind and its parameters"))
    elif not isinstance(value.get("kind"), str):
        report((key,), Bilingual("check 缺少 kind", "check has no kind"))


def _examples(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, Mapping):
        report((key,), Bilingual("examples 应有 bad 和 good", "examples consist of bad and good"))
        return
    for side in value:
        if side not in ("bad", "good"):
            hint = did_you_mean(side, ("bad", "good"))
            report((key, side), Bilingual(f"没有“{side}”这个字段", f"unknown field “{side}”"), hint, on_key=True)
    for side in ("bad", "good"):
        listed = value.get(side)
        if not isinstance(listed, list) or not listed:
            report((key, side), Bilingual(f"至少要有一个 {side} 示例", f"at least one {side} example is needed"))
            continue
        for index, each in enumerate(listed):
            if not isinstance(each, Mapping):
                report((key, side, index), Bilingual("示例应是一组字段", "an example consists of fields"))


def _years(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, Mapping) or not value:
        report((key,), Bilingual("years 应有 from 或 to", "years consist of from or to"))
        return
    for end, year in value.items():
        if end not in ("from", "to"):
            report(
                (key, end),
                Bilingual(f"没有“{end}”这个字段", f"unknown field “{end}”"),
                Bilingual.of("from、to"),
                on_key=True,
            )
        elif type(year) is not int or not 1990 <= year <= 2100:
            report((key, end), Bilingual("应是年份", "a year is wanted here"))


def _documents(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, list) or not value:
        report((key,), Bilingual("documents 应是列表", "documents must be a list"))
        return
    for index, each in enumerate(value):
        if each not in DOCUMENT_KINDS:
            listed = "、".join(DOCUMENT_KINDS)
            report(
                (key, index),
                Bilingual.naming("只能是", "must be one of", listed),
                did_you_mean(str(each), DOCUMENT_KINDS),
            )


def _flag(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, bool):
        report((key,), Bilingual(f"{key} 应是 true 或 false", f"{key} is true or false"))


def _codes(key: str, value: Any, report: Report) -> None:
    if not isinstance(value, list) or not value:
        report((key,), Bilingual(f"{key} 应是规则代码的列表", f"{key} must be a list of codes"))
        return
    for index, each in enumerate(value):
        if not isinstance(each, str) or not CODE.fullmatch(each):
            report(
                (key, index),
                Bilingual("应是规则代码", "a code is wanted here"),
                Bilingual.naming("例如", "for example", "VAL011"),
            )


HEAD: Mapping[str, tuple[bool, Callable[[str, Any, Report], None]]] = {
    "code": (True, _matching(CODE, "VAL001")),
    "slug": (True, _matching(SLUG, "value-empty")),
    "title": (True, check_text),
    "severity": (True, one_of(SEVERITIES)),
    "confidence": (True, one_of(CONFIDENCES)),
    "status": (True, one_of(STATUSES)),
    "since": (True, _matching(VERSION, "0.1.0")),
    "scope": (True, one_of(SCOPES)),
    "activities": (False, _flag),
    "where": (False, _condition),
    "check": (True, _check),
    "message": (True, check_text),
    "why": (True, check_text),
    "fix": (True, check_text),
    "basis": (True, _texts),
    "examples": (True, _examples),
    "yields_to": (False, _codes),
    "years": (False, _years),
    "documents": (False, _documents),
}
"""The head fields of a rule file: whether required, and the check of each."""
