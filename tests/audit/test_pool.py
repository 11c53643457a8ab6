"""A document that takes its process down is an entry; the others are checked."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from audit_made import GOAL, form

from linter.audit import work
from linter.audit.items import Item
from linter.audit.run import each as side_by_side
from linter.usecases.inputs import Input
from linter.usecases.options import run_options


def deadly(task: work.Task) -> Item:
    if task.shown == "2.txt":
        os._exit(1)
    return work.first(task)


def test_the_run_goes_on(tmp_path: Path) -> None:
    tasks = []
    wanted = replace(run_options(), jobs=2)
    for number in range(5):
        path = tmp_path / f"{number}.txt"
        path.write_text(form("青石县水务局", "库区岸线整治", GOAL.format(n=12)), encoding="utf-8")
        source = Input(str(path))
        tasks.append(work.Task(source, f"n{number}", path.name, wanted, tmp_path / "site", tmp_path, None))
    items = list(side_by_side(deadly, tasks, 2))
    assert [item.shown for item in items] == [task.shown for task in tasks]
    assert [item.entry.status for item in items] == ["checked", "checked", "unreadable", "checked", "checked"]
    assert items[2].verdict.key == "incomplete"
