"""`check --watch`, with a clock of the test's own: each tick changes something, the last one interrupts."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from invoking import runner
from repository_made import BRIDGE, LAMPS, PUMPS, document, form

from linter.cli import main
from linter.errors import UserError
from linter.findings import Report
from linter.usecases import watching
from linter.usecases.check import Request
from linter.usecases.inputs import Inputs

Step = Callable[[], object]


class Clock:
    """Sleeps by doing the next step; after the last one Ctrl-C is pressed."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)

    def __call__(self, seconds: float) -> None:
        assert seconds == watching.INTERVAL
        if not self._steps:
            raise KeyboardInterrupt
        self._steps.pop(0)()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETLINT_CACHE_DIR", str(tmp_path / ".cache"))
    Path("docs").mkdir()
    write("docs/a.txt", document(form(BRIDGE)))
    write("docs/b.txt", document(form(LAMPS)))


def write(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")


def idle() -> None:
    """A tick in which nothing changes."""


class Rounds:
    """What was told of each round: the documents that were checked, the codes found in them, and those of the whole."""

    def __init__(self) -> None:
        self.told: list[tuple[list[str], list[str], list[str]]] = []
        self.mistakes: list[str] = []

    def tell(self, shown: Report, whole: Report, inputs: Inputs, faults: Sequence[str]) -> None:
        names = [Path(each.path).name for each in shown.documents]
        codes = [[each.code for each in report.findings if each.suppressed is None] for report in (shown, whole)]
        self.told.append((names, *codes))

    def mistaken(self, error: UserError) -> None:
        self.mistakes.append(str(error.message))

    def watch(self, *steps: Step, **more: str) -> int:
        return watching.watch(Request(("docs",), **more), self.tell, self.mistaken, Clock(*steps))


def test_what_changed_is_checked_again_and_nothing_else() -> None:
    rounds = Rounds()
    code = rounds.watch(
        idle,
        lambda: write("docs/a.txt", document(form(BRIDGE, value="≥6座"))),
        idle,
        lambda: write("docs/c.txt", document(form(BRIDGE, name="村道危桥改造"))),
        lambda: Path("docs/b.txt").unlink(),
    )
    assert rounds.told == [
        (["a.txt", "b.txt"], ["VAL002", "VAL004"], ["VAL002", "VAL004"]),
        (["a.txt"], [], ["VAL004"]),
        (["c.txt"], ["VAL002"], ["VAL004", "VAL002"]),
        ([], [], ["VAL002"]),
    ]
    assert code == 1


def test_the_exit_code_is_that_of_the_last_round() -> None:
    rounds = Rounds()
    mended = [lambda: write("docs/a.txt", document(form(BRIDGE, value="≥6座"))), lambda: Path("docs/b.txt").unlink()]
    assert rounds.watch(*mended) == 0


def test_a_change_of_the_configuration_checks_everything_again() -> None:
    write("docs/budgetlint.yaml", "ignore: [VAL002]\n")
    rounds = Rounds()
    rounds.watch(
        lambda: write("docs/budgetlint.yaml", "ignore: [VAL004, VAL002]\n"),
        lambda: write("docs/budgetlint.yaml", "ignroe: [VAL004]\n"),
        lambda: write("docs/budgetlint.yaml", "lang: zh\n"),
    )
    assert [each[1] for each in rounds.told] == [["VAL004"], [], ["VAL002", "VAL004"]]
    assert len(rounds.mistakes) == 1 and "配置" in rounds.mistakes[0]


def test_a_change_of_a_rule_checks_everything_again() -> None:
    rule = (Path(__file__).parents[2] / "examples/county-pack/QS001-few-quantities.yaml").read_text(encoding="utf-8")
    write("QS001-few-quantities.yaml", rule)
    write("pack.yaml", "name: mine\ntitle: 规则\nversion: 0.1.0\nrules: [QS001-*.yaml]\n")
    write("docs/budgetlint.yaml", "pack: pack.yaml\n")
    rounds = Rounds()
    rounds.watch(
        lambda: write("QS001-few-quantities.yaml", rule.replace(">= 300万元", ">= 1万元")),
        lambda: write("QS001-few-quantities.yaml", "code: ["),
        idle,
        lambda: write("QS001-few-quantities.yaml", rule),
    )
    assert [each[2] for each in rounds.told] == [[], ["QS001", "QS001"], []]
    assert len(rounds.mistakes) == 1


def test_the_baseline_holds_in_every_round() -> None:
    runner().invoke(main, ["baseline", "create", "docs"])
    rounds = Rounds()
    rounds.watch(
        lambda: write("docs/a.txt", document(form(BRIDGE), form(PUMPS))),
        baseline="budgetlint-baseline.json",
    )
    assert [each[1] for each in rounds.told] == [[], ["VAL002"]]


def test_a_mistake_at_the_beginning_ends_it() -> None:
    write("docs/budgetlint.yaml", "ignroe: [VAL004]\n")
    with pytest.raises(UserError):
        Rounds().watch(idle)


def test_the_command_prints_each_round_and_ends_with_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(lambda: write("docs/a.txt", document(form(BRIDGE, value="≥6座"))))
    monkeypatch.setattr(watching.changes, "__defaults__", (clock,))
    monkeypatch.setattr(watching.watch, "__defaults__", (clock,))
    result = runner().invoke(main, ["check", "docs", "--watch", "-o", "report.json"])
    assert result.exit_code == 1 and "Traceback" not in result.stderr
    assert result.stderr.count("等待改动") == 2
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))["findings"]
    assert [each["code"] for each in found] == ["VAL004"]
    quiet = Clock()
    monkeypatch.setattr(watching.watch, "__defaults__", (quiet,))
    assert runner().invoke(main, ["check", "docs", "--watch", "-q"]).stderr == ""


def test_standard_input_cannot_be_watched() -> None:
    result = runner().invoke(main, ["check", "-", "--watch"], input="x")
    assert result.exit_code == 2 and "--watch" in result.stderr


def test_a_report_in_the_folder_is_not_taken_for_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching.watch, "__defaults__", (Clock(idle, idle),))
    arguments = ["check", "docs", "-o", "docs/report.html"]
    result = runner().invoke(main, [*arguments, "--watch"])
    assert result.stderr.count("等待改动") == 1
    assert "2 个文件" in runner().invoke(main, arguments).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a process of its own cannot be sent Ctrl-C there")
def test_ctrl_c_ends_it_without_a_complaint() -> None:
    command = [sys.executable, "-m", "linter", "check", "docs/b.txt", "--watch"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stderr is not None
    assert "等待改动" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    assert process.stderr.read() == "" and process.wait() == 1
