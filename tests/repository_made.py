"""A small budget document in several formats: two projects, each with one defect."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

FORM = """\
{title}项目绩效目标表

\t项目名称
\t{name}
\t预算数
\t{budget}万元

\t绩效目标
\t{goal}

\t一级指标
\t二级指标
\t三级指标
\t指标值

\t产出指标
\t数量指标
\t{indicator}
\t{value}

\t
\t质量指标
\t验收合格率
\t≥98%

\t
\t时效指标
\t完工时间
\t2026年11月底前

\t
\t成本指标
\t项目总成本
\t≤{budget}万元

\t效益指标
\t社会效益指标
\t受益群众人数
\t≥3200人

\t满意度指标
\t服务对象满意度指标
\t群众满意度
\t≥93%

"""
BRIDGE = {
    "name": "乡道危桥改造",
    "budget": "45",
    "goal": "改造乡道危桥6座，保障群众出行安全，年底前全部通车。",
    "indicator": "改造危桥数量",
    "value": "≥6座6座",
}
LAMPS = {
    "name": "集镇路灯更换",
    "budget": "18",
    "goal": "更换集镇老旧路灯240盏，改善夜间照明，方便居民出行。",
    "indicator": "更换路灯数量",
    "value": "≥240",
}
PUMPS = {
    "name": "灌区泵站检修",
    "budget": "27",
    "goal": "检修灌区老化泵站12座，恢复提水能力，保证春灌用水。",
    "indicator": "检修泵站数量",
    "value": "≥12座12座",
}


def form(values: dict[str, str], **changes: str) -> str:
    return FORM.format(title="2026年", **{**values, **changes})


def document(*forms: str) -> str:
    return "松岭县交通运输局2026年部门预算\n\n" + "\n".join(forms)


def write_docx(path: Path, *forms: str) -> None:
    """The document as a Word file."""
    import docx

    made = docx.Document()
    made.add_paragraph("松岭县交通运输局2026年部门预算")
    for each in forms:
        title, rows = each.split("\n\n", 1)
        made.add_paragraph(title)
        cells = [[cell.strip("\t") for cell in row.split("\n")] for row in rows.strip("\n").split("\n\n")]
        table = made.add_table(rows=0, cols=4)
        for row in cells:
            places = table.add_row().cells
            for place, text in zip(places, row, strict=False):
                place.text = text
            if len(row) < 4:
                places[len(row) - 1].merge(places[3])
    made.save(str(path))


def git(*arguments: str, folder: Path | str = ".") -> str:
    """Runs git with a user of its own and without the settings of this machine."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout.decode().strip()
