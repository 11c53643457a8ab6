"""Rows and goals of another business: neighbours do not excuse one another, and what belongs to both is no defect."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.authors.examples import example_budget
from linter.packs.loader import single_rule
from linter.resources import rules_dir
from linter.run.run import check

ROAD = {"name": "桥涵养护", "unit": "柏溪县公路管理站", "purpose": "养护桥涵", "goals": ["养护桥涵60座，保障通行"]}
PINES = {"name": "松毛虫防治", "unit": "柏溪县林业局", "purpose": "防治松毛虫", "goals": ["防治松毛虫9000亩"]}
DAM = {"name": "拦河坝加固", "unit": "柏溪县水利局", "purpose": "加固拦河坝", "goals": ["加固拦河坝2座"]}
KIOSK = {"name": "窗口终端购置", "unit": "柏溪县社会保险中心", "purpose": "购置终端", "goals": ["购置终端6台"]}
DUTY = {**KIOSK, "goals": ["购置终端6台，保障各项工作正常运转"]}


def path(code: str) -> Path:
    (found,) = rules_dir().glob(f"core/*/{code}-*.yaml")
    return found


def found(code: str, project: dict[str, object], name: str = "") -> bool:
    row = {"level1": "效益指标", "level2": "社会效益指标", "name": name, "value": "≥90%"}
    data = {"project": project, **({"indicator": row} if name else {})}
    return bool(check(example_budget(data), single_rule(path(code))).findings)


@pytest.mark.parametrize(
    ("project", "name"),
    [(ROAD, "学龄儿童入园率"), (PINES, "能繁母猪存栏量"), (DAM, "古树名木挂牌株数"), (KIOSK, "扩面征缴完成率")],
)
def test_a_row_of_another_business_is_foreign(project: dict[str, object], name: str) -> None:
    assert found("IND003", project, name)


@pytest.mark.parametrize(
    ("project", "name"),
    [
        (ROAD, "养护员培训合格率"),
        (ROAD, "公益性岗位安置人数"),
        (PINES, "护林员巡护里程"),
        (DAM, "下游农田受益面积"),
        (KIOSK, "服务参保人员人次"),
        (DUTY, "扩面征缴完成率"),
    ],
)
def test_a_row_that_belongs_to_both_is_not(project: dict[str, object], name: str) -> None:
    assert not found("IND003", project, name)


@pytest.mark.parametrize(
    ("project", "goals", "foreign"),
    [
        (ROAD, "接种疫苗，提高儿童接种率", True),
        ({**PINES, "name": "护林员巡山补贴"}, "购入农家书屋图书700册", True),
        (ROAD, "方便沿线群众出行", False),
        (PINES, "保护森林，减少森林病虫害", False),
        ({**ROAD, "name": "办公用房租金", "purpose": "支付房租"}, "接种疫苗，提高儿童接种率", False),
    ],
)
def test_goals_of_another_business(project: dict[str, object], goals: str, foreign: bool) -> None:
    assert found("DUP006", {**project, "goals": [goals]}) is foreign
