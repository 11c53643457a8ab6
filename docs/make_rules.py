"""Writes docs/rules/ (a page a rule, and an index), docs/schemas/ and the numbers of rules in the READMEs, from the rule files
and the code.

    python docs/make_rules.py            writes them anew
    python docs/make_rules.py --check    writes nothing; exit code 1 if something is not as it would be written

Chinese first, then English. tests/test_docs_rules.py holds the pages equal to the rules.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from linter.authors.authoring import schema_text
from linter.authors.example_document import INDICATOR_KEYS
from linter.authors.examples import Example, examples_of, run_example
from linter.authors.json_schema import SCHEMAS
from linter.outputs.words import Words
from linter.packs.load import load_pack
from linter.packs.rules import Rule
from linter.resources import rules_dir

DOCS = Path(__file__).resolve().parent
READMES = (DOCS.parent / "README.md", DOCS.parent / "README.zh.md")
PACKS = ("basic", "standard", "strict")
GROUPS: Mapping[str, tuple[str, str]] = {
    "VAL": ("指标值", "target values"),
    "IND": ("指标", "indicators"),
    "CMP": ("填报是否完整", "completeness"),
    "DUP": ("重复雷同", "repetition"),
    "SUM": ("计算", "sums and arithmetic"),
    "XRF": ("前后一致", "agreement of one part with another"),
    "PUB": ("公开要求", "what must not be published"),
    "TXT": ("文字", "wording and punctuation"),
}
ZH, EN = Words("zh"), Words("en")
_HEADS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "指标描述",
    "value": "指标值",
    "basis": "指标值确定依据",
    "weight": "权重",
}
_NOTICE = (
    "<!-- 由 docs/make_rules.py 从规则文件生成，请勿手工修改。/ Made by docs/make_rules.py from the rule files. -->"
)


def escaped(text: str) -> str:
    """A text with nothing in it that Markdown would act upon, on one line."""
    return re.sub(r"([\\`*_|<>\[\]#])", r"\\\1", " ".join(text.split()))


def pages() -> dict[Path, str]:
    """The text of every generated file, by its path."""
    members = {name: {rule.code for rule in load_pack(name, cache=False).rules} for name in PACKS}
    rules = load_pack("strict", cache=False).rules
    made = {DOCS / "rules" / f"{rule.code}.md": page(rule, members) for rule in rules}
    made[DOCS / "rules" / "README.md"] = index(rules, members)
    for what in SCHEMAS:
        made[DOCS / "schemas" / f"{what}.schema.json"] = schema_text(what)
    for path in READMES:
        made[path] = counted(path.read_text(encoding="utf-8"), members["standard"])
    return made


def counted(text: str, codes: Iterable[str]) -> str:
    """A text with a table of the groups of rules, its numbers put right: | VAL | 27 | …"""
    numbers = Counter(code[:3] for code in codes)
    return re.sub(r"^(\| ([A-Z]{3}) \| )\d+(?= \|)", lambda row: f"{row[1]}{numbers[row[2]]}", text, flags=re.MULTILINE)


def index(rules: tuple[Rule, ...], members: Mapping[str, set[str]]) -> str:
    lines = [
        _NOTICE,
        "",
        "# 规则 / Rules",
        "",
        f"共 {len(rules)} 条。每条规则一个文件，在 `rules/core/` 里；`budgetlint rules show 代码` 也能看到同样的内容。",
        "",
        f"{len(rules)} rules, each one file under `rules/core/`; `budgetlint rules show CODE` tells the same.",
        "",
        "规则包 / packs: " + "，".join(f"`{name}` {len(members[name])} 条" for name in PACKS) + "。",
        "`basic` 只有把握程度高的错误，`standard` 是全部正式规则，`strict` 还包括试行的规则。",
        "`basic` holds certain errors only, `standard` every stable rule, `strict` those on trial as well.",
    ]
    for group, (zh, en) in GROUPS.items():
        lines += ["", f"## {group} {zh} / {en}", ""]
        lines += ["| 代码 | 标题 | Title | 级别 | 把握 | 规则包 |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {escaped(rule.title.zh)} | {escaped(rule.title.en)} "
            f"| {ZH(rule.severity)} | {ZH(rule.confidence)} | {' '.join(_packs(rule, members))} |"
            for rule in rules
            if rule.code.startswith(group)
        ]
    return "\n".join(lines) + "\n"


def _packs(rule: Rule, members: Mapping[str, set[str]]) -> list[str]:
    return [name for name in PACKS if rule.code in members[name]]


def page(rule: Rule, members: Mapping[str, set[str]]) -> str:
    path = rule.path.relative_to(rules_dir().resolve()).as_posix()
    return "\n".join(
        [
            _NOTICE,
            "",
            f"# {rule.code} {escaped(rule.title.zh)}",
            "",
            f"{escaped(rule.title.en)} · `{rule.slug}`",
            "",
            "| 级别 severity | 把握程度 confidence | 状态 status | 始于 since | 对象 scope | 规则包 packs |",
            "| --- | --- | --- | --- | --- | --- |",
            f"| {_both(rule.severity)} | {_both(rule.confidence)} | {_both(rule.status)} | {rule.since} | {rule.scope} "
            f"| {'、'.join(_packs(rule, members))} |",
            *_said("消息 / Message", rule.message.zh, rule.message.en),
            *_said("为什么 / Why", rule.why.zh, rule.why.en),
            *_said("怎样修改 / How to mend it", rule.fix.zh, rule.fix.en),
            "",
            "## 依据 / Basis",
            "",
            *(f"- {escaped(each)}" for each in rule.basis),
            *_applies(rule),
            *_examples(rule, "bad", "反例 / Wrong"),
            *_examples(rule, "good", "正例 / Right"),
            "",
            f"[全部规则 / All rules](README.md) · [`{path}`](../../rules/{path})",
            "",
        ]
    )


def _both(word: str) -> str:
    return f"{ZH(word)} {word}"


def _said(head: str, zh: str, en: str) -> list[str]:
    return ["", f"## {head}", "", escaped(zh), "", escaped(en)]


def _applies(rule: Rule) -> Iterator[str]:
    """When the rule applies, and to what it gives way."""
    first, last = rule.years
    said = [
        *(["活动表（优良中差）的各行 / the rows of activity tables as well"] if rule.activities else []),
        *([f"适用条件 / where: `{rule.where}`"] if rule.where else []),
        *([f"预算年度 / fiscal years: {first or ''}–{last or ''}"] if first or last else []),
        *([f"文件 / documents: {'、'.join(rule.documents)}"] if rule.documents else []),
        *(
            [
                "同一处已报出以下规则时不再报出 / silent beside: "
                + "、".join(f"[{code}]({code}.md)" for code in rule.yields_to)
            ]
            if rule.yields_to
            else []
        ),
    ]
    if said:
        yield from ("", "## 适用范围 / Where it applies", "", *(f"- {each}" for each in said))


def _examples(rule: Rule, side: str, head: str) -> Iterator[str]:
    yield from ("", f"## {head}")
    for example in examples_of(rule.path):
        if example.side != side:
            continue
        yield from ("", *_example(example.data))
        if side == "bad":
            yield from _found(example)


def _found(example: Example) -> Iterator[str]:
    """What budgetlint says of a bad example, in both languages."""
    messages = [[each.message for each in run_example(example, lang).findings] for lang in ("zh", "en")]
    for zh, en in zip(*messages, strict=True):
        yield from ("", f"→ {escaped(zh)} / {escaped(en)}")


def _example(data: Mapping[str, Any]) -> Iterator[str]:
    """An indicator as the row of its table, a text as it stands, all else by its fields."""
    rest = {key: value for key, value in data.items() if key not in ("indicator", "paragraph", "paragraphs", "text")}
    row = data.get("indicator")
    if isinstance(row, Mapping):
        keys = [key for key in INDICATOR_KEYS if key in row]
        yield "| " + " | ".join(_HEADS[key] for key in keys) + " |"
        yield "| " + " | ".join("---" for _ in keys) + " |"
        yield "| " + " | ".join(_cell(row[key]) for key in keys) + " |"
    for key in ("paragraph", "paragraphs", "text"):
        if key in data:
            texts = data[key] if isinstance(data[key], list) else [data[key]]
            yield from ("```text", *"\n".join(map(str, texts)).rstrip("\n").split("\n"), "```")
    if rest:
        if len(rest) < len(data):
            yield ""
        yield from ("```yaml", *_yaml(rest), "```")


def _cell(value: Any) -> str:
    return escaped(str(value)).strip() or "（空）"


def _yaml(value: Any, indent: str = "") -> Iterator[str]:
    """The fields of an example as they would stand in a rule file; short mappings and lists on one line."""
    for key, each in value.items():
        flat = f"{indent}{key}: {_flow(each)}"
        if len(flat) <= 100 or not isinstance(each, (Mapping, list)):
            yield flat
        elif isinstance(each, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml(each, indent + "  ")
        else:
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_flow(item)}" for item in each)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    text = "" if value is None else str(value)
    plain = (
        text
        and text == text.strip()
        and not any(char in text for char in ",:{}[]#&*!|>'\"%@`\n")
        and text[0] not in "-?"
    )
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def stale(made: Mapping[Path, str]) -> list[Path]:
    """Files that are not as they would be written, and those that nothing makes any more."""
    there = {path for folder in ("rules", "schemas") for path in (DOCS / folder).glob("*.*")}
    changed = {path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text}
    return sorted(changed | (there - made.keys()))


def main() -> int:
    parser = argparse.ArgumentParser(description="Write docs/rules/, docs/schemas/ and the numbers of rules.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something is out of date")
    made = pages()
    wrong = stale(made)
    if parser.parse_args().check:
        for path in wrong:
            print(f"out of date: {path.relative_to(DOCS.parent)}")
        return 1 if wrong else 0
    for path in wrong:
        if path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
        else:
            path.unlink()
    print(f"{len(made)} files, {len(wrong)} written or removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
