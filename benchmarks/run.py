"""Measures budgetlint in one run and prints a table: each figure with what it is compared to, and the aim. Fails on nothing.

    make bench            or  .venv/bin/python benchmarks/run.py [--profile]

Times of programs are medians of runs taken in turn, so that a busy machine slows both sides of a ratio alike. All of them
run as they do once installed and used before: with byte code (in a folder of its own, the checkout stays clean) and with
a filled cache. With --profile, the functions and imports that cost most follow the table.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
BUDGETLINT = [str(BIN / "budgetlint")]
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".md"))
SAMPLES = sorted((ROOT.parent / "shared" / "samples").glob("*.txt"))
SMALL = ROOT / "examples" / "archive-unit.md"
SMALL_YAML = ROOT / "rules" / "core" / "val" / "VAL007-unit-mismatch.yaml"

Row = tuple[str, str, str, str]
"""What was measured, the figure, what it was compared to, the aim with whether it was met."""


SCRATCH = tempfile.TemporaryDirectory(prefix="budgetlint-bench-")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPYCACHEPREFIX": str(Path(SCRATCH.name, "bytecode")),
    "BUDGETLINT_CACHE_DIR": str(Path(SCRATCH.name, "cache")),
}


def seconds(command: Sequence[str], **environment: str) -> float:
    """The wall time of a command that ends with findings (1) or without (0); raises RuntimeError for any other end."""
    started = time.perf_counter()
    quiet = subprocess.DEVNULL
    ended = subprocess.run(
        command, stdout=quiet, stderr=quiet, stdin=quiet, env={**ENVIRONMENT, **environment}, check=False
    )
    if ended.returncode not in (0, 1):
        raise RuntimeError(f"exit code {ended.returncode} of {' '.join(command)}")
    return time.perf_counter() - started


def in_turn(commands: Sequence[Sequence[str]], times: int) -> list[float]:
    """The median seconds of each command, all run in turn `times` times after one run that warms the caches."""
    taken: list[list[float]] = [[] for _ in commands]
    for turn in range(times + 1):
        for index, command in enumerate(commands):
            spent = seconds(command)
            if turn:
                taken[index].append(spent)
    return [statistics.median(each) for each in taken]


def peak_megabytes(command: Sequence[str]) -> float:
    """The most memory that the command held. Measured while this process is small: a child begins with its parent's peak."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        child = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, env=ENVIRONMENT)
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def verdict(aim: str, met: bool) -> str:
    return f"{aim}  {'met' if met else 'MISSED'}"


def start_up() -> Iterator[Row]:
    bare, version = in_turn([[PYTHON, "-c", "pass"], [*BUDGETLINT, "--version"]], 15)
    ratio = version / bare
    yield (
        "budgetlint --version",
        f"{version * 1000:.0f} ms",
        f"{ratio:.1f} × bare Python ({bare * 1000:.0f} ms)",
        verdict("≤ 6 ×", ratio <= 6),
    )


def small_file() -> Iterator[Row]:
    """Twice: as a file that was checked before and has not changed, and as one that nothing is known of."""
    check, yamllint = [*BUDGETLINT, "check", str(SMALL)], BIN / "yamllint"
    fresh = [*check, "--no-cache"]
    other = [[str(yamllint), str(SMALL_YAML)]] if yamllint.exists() else []
    again, first, *others = in_turn([check, fresh, *other], 9)
    for what, own in ((f"one small file ({SMALL.name})", again), ("the same with --no-cache", first)):
        if others:
            ratio = own / others[0]
            compared = f"{ratio:.1f} × yamllint on a small file ({others[0] * 1000:.0f} ms)"
            yield what, f"{own * 1000:.0f} ms", compared, verdict("≤ 2.5 ×", ratio <= 2.5)
        else:
            yield what, f"{own * 1000:.0f} ms", "yamllint is not installed: not compared", "≤ 2.5 ×"
    with tempfile.TemporaryDirectory() as empty:
        yield (
            "the same with an empty cache folder",
            f"{seconds(check, BUDGETLINT_CACHE_DIR=empty) * 1000:.0f} ms",
            "",
            "",
        )


def documents() -> Iterator[Row]:
    files = SAMPLES or EXAMPLES
    what = "samples" if SAMPLES else "examples (no samples beside the checkout)"
    check = [*BUDGETLINT, "check", *map(str, files), "--quiet"]
    fresh = [*check, "--no-cache"]
    size = f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1000:.0f} KB"
    again, first = in_turn([check, fresh], 3)
    yield f"all {what}, --no-cache", f"{first:.2f} s", size, verdict("≤ 1.5 s", first <= 1.5)
    yield "the same, unchanged since", f"{again:.2f} s", "", ""
    peak = peak_megabytes(fresh)
    yield "peak memory of a check of them all", f"{peak:.0f} MB", "", verdict("≤ 150 MB", peak <= 150)


def per_second(work: Callable[[], int], least: float = 1.0) -> float:
    """How many of the things that `work` counts are done in a second, over at least `least` seconds."""
    done, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < least:
        done += work()
    return done / spent


SHAPES = (
    *("≥{n}%", "≤{n}.5万元", "{n}人", "不低于{n}%", "{n}人次以上", "≥{n}公里", "{n}-{m}户", "2026年{k}月底前"),
    *("{n}元/人", "≥{n}{n}%", "逐步提高{n}"),
)


def values() -> Iterator[Row]:
    from linter.values import parse

    texts = [shape.format(n=n, m=n + 40, k=n % 12 + 1) for n, shape in product(range(10, 1500), SHAPES)]
    parse(texts[0])
    started = time.perf_counter()
    distinct = list(dict.fromkeys(texts))
    for text in distinct:
        parse(text)
    rate = len(distinct) / (time.perf_counter() - started)
    yield (
        "target values parsed, all distinct",
        f"{rate:,.0f} a second",
        f"{len(distinct)} values of {len(SHAPES)} shapes",
        "",
    )

    few = distinct[:200]

    def again() -> int:
        for text in few:
            parse(text)
        return len(few)

    yield "target values parsed, repeated", f"{per_second(again):,.0f} a second", f"{len(few)} values over and over", ""


CONDITIONS = (
    "指标.名称 有值 且 指标.指标值 为空",
    'indicator.dimension = "ratio" and indicator.high > 100%',
    '指标.类别 = "满意度" 且 指标.下限 < 80%',
    'indicator.category in ["quantity", "cost"] and indicator.value_kind = "text"',
    '非 (指标.名称 包含 ["率", "占比"]) 或 指标.单位 属于 ["%", "‰"]',
    "indicator.low is present and indicator.high is present and indicator.low > indicator.high",
)
"""Conditions of the usual make-up: a few fields each, comparisons with units, words, and/or/not."""


def rules() -> Iterator[Row]:
    from linter.budget import understand
    from linter.packs.condition import compile_condition
    from linter.packs.hits import Subject
    from linter.packs.load import load_pack
    from linter.readers import read
    from linter.run.run import check

    budgets = [understand(read(path)) for path in SAMPLES or EXAMPLES]
    subjects = [
        Subject(indicator, form, budget) for budget in budgets for form in budget.forms for indicator in form.indicators
    ]
    tests = [compile_condition(text, "indicator").test for text in CONDITIONS]

    def conditions() -> int:
        for test in tests:
            for subject in subjects:
                test(subject)
        return len(tests) * len(subjects)

    rate = per_second(conditions)
    yield (
        "indicators × compiled conditions",
        f"{rate:,.0f} a second",
        f"{len(subjects)} indicators, {len(tests)} conditions",
        verdict("≥ 1,000,000", rate >= 1_000_000),
    )
    pack = load_pack()
    pack.compiled()
    count = len(subjects) * len(pack.rules)

    def whole() -> int:
        for budget in budgets:
            check(budget, pack)
        return count

    yield (
        "indicators × rules, whole pack",
        f"{per_second(whole):,.0f} a second",
        f"{len(pack.rules)} rules of every scope, with findings",
        "",
    )


def table(rows: Iterator[Row]) -> None:
    for what, figure, compared, aim in rows:
        print(f"{what:<36} {figure:>20}   {compared:<46} {aim}", flush=True)


def profile() -> None:
    """The imports of `--version` and of a check, and the functions that a check of all documents spends its time in."""
    import cProfile
    import pstats

    for title, arguments in (("--version", ["--version"]), ("check", ["check", str(SMALL), "-q"])):
        command = [PYTHON, "-X", "importtime", "-m", "linter", *arguments]
        lines = subprocess.run(
            command, capture_output=True, text=True, check=False, env=ENVIRONMENT
        ).stderr.splitlines()
        costs = [line.removeprefix("import time:").split("|") for line in lines if line.startswith("import time:")]
        known = [(int(own), int(total), name.strip()) for own, total, name in costs if own.strip().isdigit()]
        print(
            f"\nimports of {title}: {sum(own for own, _, _ in known) / 1000:.0f} ms; own ms, with what they import, name"
        )
        for own, total, name in sorted(known, reverse=True)[:12]:
            print(f"  {own / 1000:7.1f} {total / 1000:7.1f}  {name}")

    from linter.cli import main

    profiler = cProfile.Profile()
    profiler.runcall(main, ["check", "-q", *map(str, SAMPLES or EXAMPLES)], standalone_mode=False)
    print()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure budgetlint.")
    parser.add_argument("--profile", action="store_true", help="say what the time goes into")
    wanted = parser.parse_args()
    for part in (start_up, small_file, documents, values, rules):
        try:
            table(part())
        except Exception as error:  # one figure that cannot be had must not hide the others
            print(f"{part.__name__}: not measured: {type(error).__name__}: {error}")
    if wanted.profile:
        profile()


if __name__ == "__main__":
    main()
