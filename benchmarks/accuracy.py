"""Precision and recall by rule on hand-labelled real documents; writes docs/accuracy.md.

    python benchmarks/accuracy.py            prints the page
    python benchmarks/accuracy.py --write    writes docs/accuracy.md

Texts and labels are not part of this repository. They are looked for in ../shared: gold/*.jsonl, samples/*.txt, and
score.py, which says how a finding is matched with a label and is run from where it lies. Where they are missing the page
says so, and nothing is written over.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from linter import __version__
from linter.budget import understand
from linter.findings import Finding
from linter.packs.load import load_pack
from linter.packs.pack import Pack
from linter.readers import read
from linter.run.run import check

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "accuracy.md"
UNSEEN = Path(__file__).with_name("accuracy-unseen.yaml")
PACK = "standard"
FEW = 5
"""Below so many labels a rule's figures say little."""


@dataclass
class Tally:
    """Counts by code: sure labels, those found, findings, those that match a label."""

    labels: Counter[str] = field(default_factory=Counter)
    recalled: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)


def scorer(shared: Path) -> ModuleType | None:
    """score.py, which reads the labels; None where it or what it reads is missing."""
    path = shared / "score.py"
    if not (path.is_file() and list((shared / "gold").glob("*.jsonl")) and list((shared / "samples").glob("*.txt"))):
        return None
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    # The folder is not ours: nothing is left in it, not even a compiled file.
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def tallied(score: ModuleType, shared: Path, pack: Pack) -> tuple[Tally, list[str], int]:
    """The counts, the documents' names, and how many labels were left out as doubtful.

    As in score.py: a finding matches a label where their lines overlap and its code is the label's or one accepted for it;
    doubtful labels count neither way; findings outside the labelled ranges and codes outside the catalogue are left out.
    """
    labels, ranges = score.load(shared / "gold")
    known = set(score.catalogue())
    tally, doubtful = Tally(), 0
    for doc, rows in sorted(labels.items()):
        path = next(iter(sorted((shared / "samples").glob(f"{doc}*.txt"))))
        found = [each for each in check(understand(read(path)), pack).findings if each.code in known]
        if ranges[doc]:
            found = [each for each in found if any(a <= _lines(each)[0] <= b for a, b in ranges[doc])]
        doubtful += _count(tally, rows, found)
    return tally, sorted(labels), doubtful


def _count(tally: Tally, rows: Sequence[Mapping[str, Any]], found: Sequence[Finding]) -> int:
    hit: set[int] = set()
    doubtful = 0
    for row in rows:
        first, last = row["lines"]
        codes = {row["code"], *row.get("accept", ())}
        matching = [
            index
            for index, each in enumerate(found)
            if each.code in codes and _lines(each)[0] <= last and _lines(each)[1] >= first
        ]
        hit.update(matching)
        if not row.get("sure", True):
            doubtful += 1
            continue
        tally.labels[row["code"]] += 1
        tally.recalled[row["code"]] += bool(matching)
    for index, each in enumerate(found):
        tally.findings[each.code] += 1
        tally.right[each.code] += index in hit
    return doubtful


def _lines(finding: Finding) -> tuple[int, int]:
    first = finding.location.line or 0
    return first, finding.location.end_line or first


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _row(name: str, codes: Sequence[str], tally: Tally) -> str:
    labels, recalled, findings, right = (
        sum(counter[code] for code in codes) for counter in (tally.labels, tally.recalled, tally.findings, tally.right)
    )
    few = " ·" if labels < FEW else ""
    return f"| {name} | {labels}{few} | {findings} | {_share(right, findings)} | {_share(recalled, labels)} |"


def page(shared: Path) -> str:
    """The page in Markdown. Says so where there is nothing to measure with."""
    score = scorer(shared)
    if score is None:
        return NOTHING
    pack = load_pack(PACK)
    tally, documents, doubtful = tallied(score, shared, pack)
    samples = len(list((shared / "samples").glob("*.txt")))
    titles = {rule.code: rule.title.zh for rule in load_pack("strict").rules}
    severity = {rule.code: rule.severity for rule in load_pack("strict").rules}
    codes = sorted(set(tally.labels) | set(tally.findings))
    grave = [code for code in codes if severity.get(code) != "info"]
    unmeasured = [code for code in titles if code not in tally.labels and code not in tally.findings]
    by_group: dict[str, list[str]] = defaultdict(list)
    for code in codes:
        by_group[code[:3]].append(code)
    lines = [
        HEAD.format(
            version=__version__,
            pack=PACK,
            few=FEW,
        ).rstrip(),
        "",
        *unseen(yaml.safe_load(UNSEEN.read_text(encoding="utf-8"))),
        DEVELOPED.format(
            documents=len(documents), labels=sum(tally.labels.values()), doubtful=doubtful, samples=samples
        ),
        *_table("全部 / All", [("全部 / all", codes), ("错误和警告 / errors and warnings", grave)], tally),
        *_table("各组 / By group", list(by_group.items()), tally),
        *_table("各规则 / By rule", [(f"{code} {titles.get(code, '')}", [code]) for code in codes], tally),
        "### 没有测到的规则 / Rules that were not measured",
        "",
        f"这些文件里没有标注、也没有报出的 {len(unmeasured)} 条规则，准确率未知：",
        f"{len(unmeasured)} rules have neither a label nor a finding in these documents; how accurate they are is not known:",
        "",
        " ".join(unmeasured) + "。" if unmeasured else "–",
    ]
    return "\n".join(lines) + "\n"


def _table(head: str, rows: Sequence[tuple[str, Sequence[str]]], tally: Tally) -> list[str]:
    return [
        f"### {head}",
        "",
        "| 规则 / rule | 标注 / labels | 报出 / findings | 准确率 / precision | 查全率 / recall |",
        "| --- | --: | --: | --: | --: |",
        *(_row(name, codes, tally) for name, codes in rows),
        "",
    ]


def unseen(runs: Sequence[Mapping[str, Any]]) -> list[str]:
    """What was measured on documents kept apart: one table a revision, one row a set."""
    lines = [UNSEEN_HEAD.rstrip(), ""]
    for run in runs:
        lines += [
            f"版本 `{run['revision']}`，{run['date']} 测：/ Revision `{run['revision']}`, measured {run['date']}:",
            "",
            "| 文件 / documents | 份数 / number | 标注 / labels | 查全率 / recall | 准确率 / precision | 误报 / wrong |",
            "| --- | --: | --: | --: | --: | --: |",
            *(_set(each) for each in run["sets"]),
            "",
        ]
    return lines


def _set(each: Mapping[str, Any]) -> str:
    right, wrong = each.get("right"), each["wrong"]
    precise = _share(right, right + wrong) if right is not None else "–"
    recalled = _share(each["recalled"], each["labels"])
    return (
        f"| {each['zh']}<br>{each['en']} | {each['documents']} | {each['labels']} | {recalled} | {precise} | {wrong} |"
    )


HEAD = """\
<!-- 由 benchmarks/accuracy.py --write 生成。/ Made by benchmarks/accuracy.py --write. -->

# 准确率 / Accuracy

budgetlint {version}，规则包 `{pack}`。

准确率：报出的结果中，与某处标注相符的比例。查全率：标注之处中，被报出的比例。位置重叠，并且代码相同或为标注所认可，才算相符。
标注少于 {few} 处的规则（标“·”），百分比没有多少意义。

Precision: the share of findings that match a label. Recall: the share of labels that were found. A finding matches a label
where their lines overlap and its code is the label's, or one that the label accepts. Where a rule has fewer than {few} labels
(marked “·”) its percentages mean little.
"""

UNSEEN_HEAD = """\
## 没见过的文件 / Documents never seen

由他人在没有用于开发的文件上测得：文件和标注都不在本仓库，也没有给开发者看过。要估计在您的文件上会怎样，看这一节。
只计错误和警告，拿不准的不计。测的是所注版本，此后的改动没有重测。

Measured by others on documents that were not used in development and were never shown to the developers. To estimate how it will
do on yours, read this section. Errors and warnings only, doubtful ones left out. The figures are of the revision named; what was
changed since has not been measured again.
"""

DEVELOPED = """\
## 开发时用的文件 / Documents it was developed with

标注来自 {documents} 份真实公开的预算文件，由人工逐处标出，共 {labels} 处；另有 {doubtful} 处拿不准，不计入。
规则是对照 {samples} 份样本文件编写和修改的，这 {documents} 份就在其中。所以以下各表说明规则在见过的文件上做得怎样，
**不是**对没见过的文件的估计。

The labels are of {documents} real published budget documents, made by hand, {labels} in all; {doubtful} doubtful ones are left
out. The rules were written and mended with {samples} sample documents at hand, and these {documents} are among them: the tables
below say how the rules do on documents that they were developed from, and are **no** estimate for documents never seen.
"""

NOTHING = """\
# 准确率 / Accuracy

没有找到标注和样本文件，无法测量。它们不属于本仓库。
The labels and sample documents were not found, so that nothing was measured. They are not part of this repository.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure precision and recall by rule.")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    wanted = parser.parse_args()
    text = page(SHARED)
    if not wanted.write:
        print(text, end="")
    elif text == NOTHING:
        print(text, end="", file=sys.stderr)
        return 1
    else:
        PAGE.write_text(text, encoding="utf-8")
        print(re.sub(r"\s+", " ", next(line for line in text.splitlines() if line.startswith("| 全部 /"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
