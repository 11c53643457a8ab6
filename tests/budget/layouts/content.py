"""What the generated forms say: invented projects of several trades, some with a planted defect.

A layout decides which of it is printed and where; what a project says is the same in every layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

OUTPUT, COST, BENEFIT, SATISFACTION = "output", "cost", "benefit", "satisfaction"
QUALITATIVE = "定性"


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator. `sign`, `number` and `unit` are its target; `bands` the grades below the best one.

    `past` are the results of the two years before, the older one first.
    """

    category: str
    name: str
    sign: str
    number: str
    unit: str
    bands: tuple[str, ...]
    past: tuple[str, ...]
    description: str

    @property
    def target(self) -> str:
        sign = "" if self.sign == QUALITATIVE else self.sign
        return f"{sign}{self.number}{self.unit}"

    @property
    def group(self) -> str:
        if self.category in ("quantity", "quality", "time", "cost"):
            return OUTPUT
        return SATISFACTION if self.category == "satisfaction" else BENEFIT


@dataclass(frozen=True, slots=True)
class Planted:
    """A defect: the finding that is owed wherever all of `needs` are printed.

    `indicator` is the indicator's name, "" for a finding on the project; `told` must stand in the finding.
    """

    code: str
    indicator: str = ""
    told: str = ""
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """A project. Amounts are in yuan: `upper` and `own` make up the fiscal money; `printed_other` is what the form prints
    for the other money, where that is wrong."""

    name: str
    unit: str
    department: str
    code: str
    year: int
    upper: Decimal
    own: Decimal
    carried: Decimal
    other: Decimal
    goals: tuple[str, ...]
    long_goal: str
    items: tuple[Item, ...]
    planted: tuple[Planted, ...] = ()
    printed_other: Decimal | None = None
    basis: str = "年度工作计划"
    unknown: tuple[tuple[str, str], ...] = field(default=())

    @property
    def budget(self) -> Decimal:
        return self.upper + self.own + self.carried + self.other

    @property
    def code_of_unit(self) -> str:
        """The code of the unit in the budget: that of its department, and its own number."""
        return f"{200 + self.year % 100}001"

    @property
    def shown_other(self) -> Decimal:
        return self.other if self.printed_other is None else self.printed_other


def _items(*rows: str) -> tuple[Item, ...]:
    """Rows of `category | name | sign | number | unit | bands | past | description`."""
    items = []
    for row in rows:
        category, name, sign, number, unit, bands, past, description = (each.strip() for each in row.split("|"))
        good, fair, poor = bands.split("/")
        older, newer = past.split("/")
        items.append(Item(category, name, sign, number, unit, (good, fair, poor), (older, newer), description))
    return tuple(items)


def _wan(text: str) -> Decimal:
    return Decimal(text) * 10000


WATER = Content(
    name="山村饮水管网延伸",
    unit="岭头县农村供水站",
    department="岭头县水务局",
    code="LT0526A1",
    year=2026,
    upper=_wan("40.00"),
    own=_wan("14.00"),
    carried=_wan("6.00"),
    other=_wan("4.00"),
    goals=("延伸山村饮水管网18公里，接入农户420户。", "保障山村群众饮水安全，减少停水次数。"),
    long_goal="三年内延伸山村饮水管网60公里，山村群众都能用上自来水。",
    items=_items(
        "quantity | 延伸饮水管网长度 | ≥ | 18 | 公里 | ≥16公里/≥14公里/<14公里 | 15公里/16公里 | 全年新铺设的饮水管网",
        "quantity | 接入农户数量 | ≥ | 420 | 户 | ≥400户/≥360户/<360户 | 380户/400户 | 新接通自来水的农户",
        "quality | 管网验收合格率 | ≥ | 98 | % | ≥95%/≥90%/<90% | 96%/97% | 验收合格的管网占全部管网的比例",
        "time | 管网按期完工率 | ≥ | 95 | % | ≥92%/≥88%/<88% | 93%/94% | 按期完工的管段占全部管段的比例",
        "cost | 管网延伸总成本 | ≤ | 64 | 万元 | ≤66万元/≤68万元/>68万元 | 55万元/58万元 | 管网延伸的全部开支",
        "social | 用水受益群众人数 | ≥ | 1560 | 人 | ≥1500人/≥1400人/<1400人 | 1300人/1400人 | 用上自来水的山村群众",
        "satisfaction | 用水农户满意度 | ≥ | 92 | % | ≥90%/≥85%/<85% | 89%/90% | 受访用水农户中满意者的比例",
    ),
    unknown=(("工程地点", "岭头县三个山区乡镇"), ("立项依据", "农村供水保障规划"), ("建设性质", "续建")),
)

CANTEEN = Content(
    name="乡镇学校食堂设备更新",
    unit="柏川县教育装备中心",
    department="柏川县教育局",
    code="BC3107K",
    year=2025,
    upper=_wan("25.00"),
    own=_wan("20.00"),
    carried=_wan("3.00"),
    other=_wan("2.00"),
    printed_other=_wan("1.50"),
    goals=("更新乡镇学校食堂设备36套，改善学生就餐条件。",),
    long_goal="到规划期末乡镇学校食堂设备全部达到配备标准。",
    items=_items(
        "quantity | 更新食堂设备数量 | ≥ | 36 | 套 | ≥34套/≥30套/<30套 | 20套/28套 | 年内更新的食堂设备",
        "quality | 食堂设备验收合格率 | = | 100 | % | ≥98%/≥95%/<95% | 100%/100% | 验收合格的设备占全部设备的比例",
        "time | 设备按时到货率 | ≥ | 96 | % | ≥93%/≥90%/<90% | 92%/94% | 按合同时间到货的设备占比",
        "cost | 食堂设备更新总成本 | ≤ | 50 | 万元 | ≤52万元/≤55万元/>55万元 | 30万元/42万元 | 设备采购和安装的全部开支",
        "social | 就餐受益学生人数 | ≥ | 5200 | 人 | ≥5000人/≥4600人/<4600人 | 4100人/4700人 | 在更新食堂就餐的学生",
        "satisfaction | 就餐学生满意度 | ≥ | 90 | % | ≥88%/≥85%/<85% | 86%/88% | 受访就餐学生中满意者的比例",
    ),
    planted=(Planted("SUM004", needs=frozenset({"budget", "sources"})),),
    unknown=(("采购方式", "公开招标"), ("验收单位", "柏川县教育装备中心"), ("项目联系处室", "装备室")),
)

TREES = Content(
    name="古树名木保护",
    unit="望溪县林木种苗站",
    department="望溪县林业和草原局",
    code="WX60218",
    year=2026,
    upper=_wan("0.00"),
    own=_wan("21.60"),
    carried=_wan("2.40"),
    other=_wan("1.00"),
    goals=("对古树名木开展巡查，复壮古树130株。", "加强古树名木的日常养护，保护森林资源。"),
    long_goal="五年内为全县古树名木建立完整档案。",
    items=_items(
        "quantity | 复壮古树数量 | ≥ | 150 | 株 | ≥140株/≥120株/<120株 | 100株/120株 | 采取复壮措施的古树",
        "quality | 古树复壮成活率 | ≥ | 96 | % | ≥93%/≥90%/<90% | 94%/95% | 复壮后成活的古树占比",
        "time | 古树养护及时率 | ≥ | 95 | % | ≥92%/≥88%/<88% | 93%/94% | 按时完成养护的古树占比",
        "cost | 古树保护总成本 | ≤ | 25 | 万元 | ≤26万元/≤28万元/>28万元 | 18万元/21万元 | 巡查、养护和复壮的全部开支",
        "ecological | 古树名木保护率 | ≥ | 97 | % | ≥95%/≥92%/<92% | 95%/96% | 得到保护的古树占全部古树的比例",
        "satisfaction | 林区群众满意度 | ≥ | 91 | % | ≥89%/≥85%/<85% | 88%/90% | 受访林区群众中满意者的比例",
    ),
    planted=(Planted("XRF007", told="130", needs=frozenset({"goals"})),),
    unknown=(("巡查范围", "全县各乡镇"), ("项目属性", "经常性项目"), ("责任股室", "资源股")),
)

DOCTORS = Content(
    name="乡村医生培训",
    unit="桐湾县基层卫生服务中心",
    department="桐湾县卫生健康局",
    code="TW11902C",
    year=2027,
    upper=_wan("12.50"),
    own=_wan("9.50"),
    carried=_wan("0.00"),
    other=_wan("0.00"),
    goals=("举办乡村医生培训班8期，提高乡村医生诊疗水平。",),
    long_goal="三年内全部乡村医生轮训一遍。",
    items=_items(
        "quantity | 乡村医生培训班期数 | ≥ | 8 | | ≥7/≥6/<6 | 6期/7期 | 年内举办的乡村医生培训班",
        "quality | 乡村医生培训合格率 | ≥ | 95 | % | ≥92%/≥88%/<88% | 92%/94% | 考试合格的学员占全部学员的比例",
        "time | 培训计划按期完成率 | ≥ | 97 | % | ≥95%/≥90%/<90% | 95%/96% | 按期办完的培训班占比",
        "cost | 乡村医生培训总费用 | ≤ | 22 | 万元 | ≤23万元/≤25万元/>25万元 | 17万元/19万元 | 培训班的全部开支",
        "social | 村卫生室受益群众人数 | ≥ | 26000 | 人 | ≥25000人/≥23000人/<23000人 | 22000人/24000人 | 村卫生室服务的群众",
        "satisfaction | 参训乡村医生满意度 | ≥ | 93 | % | ≥90%/≥86%/<86% | 90%/92% | 受访参训学员中满意者的比例",
    ),
    planted=(Planted("VAL004", "乡村医生培训班期数", "8"),),
    unknown=(("培训方式", "集中面授"), ("承办学校", "桐湾县卫生学校"), ("培训对象", "在岗乡村医生")),
)

SHELTERS = Content(
    name="公交候车亭改造",
    unit="临川市公共交通管理所",
    department="临川市交通运输局",
    code="LC77031",
    year=2026,
    upper=_wan("0.00"),
    own=_wan("80.00"),
    carried=_wan("5.00"),
    other=_wan("15.00"),
    goals=("改造公交候车亭75座，方便市民候车。", "提升公交服务水平。"),
    long_goal="三年内改造全市老旧公交候车亭。",
    items=_items(
        "quantity | 改造公交候车亭数量 | ≥ | 75 | 座 | ≥70座/≥65座/<65座 | 40座/60座 | 年内改造完成的公交候车亭",
        "quality | 候车亭工程验收合格率 | ≥ | 99 | % | ≥96%/≥92%/<92% | 97%/98% | 验收合格的候车亭占比",
        "time | 候车亭按期完工率 | ≥ | 95 | % | ≥92%/≥88%/<88% | 93%/94% | 按期完工的候车亭占比",
        "cost | 候车亭改造总成本 | ≤ | 130 | 万元 | ≤135万元/≤140万元/>140万元 | 50万元/80万元 | 候车亭改造的全部开支",
        "social | 候车受益市民人数 | ≥ | 32000 | 人 | ≥30000人/≥28000人/<28000人 | 20000人/26000人 | 在改造候车亭候车的市民",
        "satisfaction | 乘客满意度 | ≥ | 90 | % | ≥88%/≥85%/<85% | 86%/88% | 受访乘客中满意者的比例",
    ),
    planted=(Planted("XRF012", "候车亭改造总成本", "130", frozenset({"budget", "one year"})),),
    unknown=(("实施地点", "临川市城区"), ("设计单位", "临川市规划设计所"), ("项目级次", "市级")),
)

HERITAGE = Content(
    name="民间戏曲传承展演",
    unit="石塘县文化馆",
    department="石塘县文化和旅游局",
    code="ST20416",
    year=2026,
    upper=_wan("6.00"),
    own=_wan("10.00"),
    carried=_wan("1.20"),
    other=_wan("0.80"),
    goals=("组织民间戏曲展演45场，丰富群众文化生活。", "培养青年戏曲传承人，保护传统戏曲。"),
    long_goal="建立民间戏曲传承人梯队，让传统戏曲后继有人。",
    items=_items(
        "quantity | 民间戏曲展演场次 | ≥ | 45 | 场 | ≥42场/≥38场/<38场 | 36场/40场 | 年内组织的展演",
        "quality | 展演节目合格率 | ≥ | 96 | % | ≥93%/≥90%/<90% | 94%/95% | 审看合格的节目占比",
        "time | 展演按计划完成率 | ≥ | 95 | % | ≥92%/≥88%/<88% | 93%/94% | 按计划完成的展演占比",
        "cost | 戏曲展演总成本 | ≤ | 18 | 万元 | ≤19万元/≤20万元/>20万元 | 14万元/16万元 | 展演的全部开支",
        "social | 现场观众人数 | ≥ | 13500 | 人 | ≥13000人/≥12000人/<12000人 | 11000人/12500人 | 到场观看展演的群众",
        "sustainable | 民间戏曲传承影响 | 定性 | 长期 | | 较长期/短期/无影响 | 长期/长期 | 展演对戏曲传承的作用",
        "satisfaction | 观众满意度 | ≥ | 94 | % | ≥91%/≥88%/<88% | 91%/93% | 受访观众中满意者的比例",
    ),
    unknown=(("展演地点", "石塘县各乡镇戏台"), ("政策依据", "传统戏曲扶持意见"), ("项目类别", "特定目标类")),
)

AIDS = Content(
    name="残疾人辅具适配",
    unit="青屏区残疾人康复站",
    department="青屏区残疾人联合会",
    code="QP90155",
    year=2025,
    upper=_wan("18.00"),
    own=_wan("12.00"),
    carried=_wan("0.00"),
    other=_wan("0.00"),
    goals=("为残疾人适配辅助器具640件，改善残疾人生活条件。",),
    long_goal="有需要的残疾人都能得到辅助器具适配服务。",
    items=_items(
        "quantity | 适配辅助器具数量 | ≥ | 640 | 件 | ≥610件/≥560件/<560件 | 520件/580件 | 年内适配的辅助器具",
        "quality | 辅助器具质量合格率 | ≥ | 98 | % | ≥95%/≥92%/<92% | 96%/97% | 质量合格的器具占比",
        "time | 辅助器具完成适配时间 | 定性 | {+1}年5月底前 | | {+1}年6月底前/{+1}年7月底前/{+1}年8月底前 "
        "| {-2}年11月底前/{-1}年11月底前 | 全部器具完成适配的时间",
        "cost | 辅具适配总成本 | ≤ | 30 | 万元 | ≤31万元/≤33万元/>33万元 | 24万元/27万元 | 适配服务的全部开支",
        "social | 受益残疾人人数 | ≥ | 580 | 人 | ≥560人/≥520人/<520人 | 480人/530人 | 得到辅助器具的残疾人",
        "satisfaction | 残疾人满意度 | ≥ | 95 | % | ≥92%/≥88%/<88% | 92%/94% | 受访残疾人中满意者的比例",
    ),
    planted=(Planted("VAL022", "辅助器具完成适配时间", "", frozenset({"year"})),),
    unknown=(("服务对象", "持证残疾人"), ("政策文件", "残疾人康复服务办法"), ("项目类型", "延续项目")),
)

FARM = Content(
    name="蔬菜大棚改造补助",
    unit="禾丰县蔬菜技术站",
    department="禾丰县农业农村局",
    code="HF45210D",
    year=2026,
    upper=_wan("55.00"),
    own=_wan("25.00"),
    carried=_wan("0.00"),
    other=_wan("10.00"),
    goals=("改造蔬菜大棚260座，提高蔬菜产量。", "带动菜农增收。"),
    long_goal="三年内改造老旧蔬菜大棚800座。",
    items=_items(
        "quantity | 改造蔬菜大棚数量 | ≥ | 260 | 座 | ≥250座/≥230座/<230座 | 180座/220座 | 年内改造的蔬菜大棚",
        "quality | 大棚验收合格率 | ≥ | 97 | % | ≥94%/≥90%/<90% | 95%/96% | 验收合格的大棚占比",
        "time | 补助资金发放及时率 | ≥ | 96 | % | ≥93%/≥90%/<90% | 94%/95% | 按时发放的补助资金占比",
        "cost | 大棚改造补助总成本 | ≤ | 90 | 万元 | ≤92万元/≤95万元/>95万元 | 60万元/75万元 | 大棚改造补助的全部开支",
        "economic | 菜农户均增收 | ≥ | 2400 | 元 | ≥2200元/≥2000元/<2000元 | 1800元/2100元 | 改造后菜农平均增加的收入",
        "social | 受益菜农户数 | ≥ | 230 | 户 | ≥220户/≥200户/<200户 | 160户/190户 | 得到补助的菜农",
        "satisfaction | 菜农满意度 | ≤ | 90 | % | ≤88%/≤85%/<80% | 89%/91% | 受访菜农中满意者的比例",
    ),
    planted=(Planted("VAL008", "菜农满意度", "90"),),
    unknown=(("补助标准", "按大棚面积分档"), ("实施区域", "禾丰县沿河乡镇"), ("受理窗口", "各乡镇农技站")),
)

BOATS = Content(
    name="渔港航标维护",
    unit="澜海县渔港管理站",
    department="澜海县海洋与渔业局",
    code="LH83306",
    year=2026,
    upper=_wan("8.40"),
    own=_wan("3.60"),
    carried=_wan("0.00"),
    other=_wan("0.00"),
    goals=("维护渔港航标28座，保障渔船进出港安全。",),
    long_goal="渔港航标全部达到规范要求。",
    items=_items(
        "quantity | 维护渔港航标数量 | ≥ | 28 | 座 | ≥26座/≥24座/<24座 | 22座/25座 | 年内维护的渔港航标",
        "time | 航标故障排除及时率 | ≥ | 96 | % | ≥93%/≥90%/<90% | 93%/95% | 按时排除的故障占比",
        "cost | 航标维护总成本 | ≤ | 12 | 万元 | ≤13万元/≤14万元/>14万元 | 9万元/10万元 | 航标维护的全部开支",
        "social | 受益渔船数量 | ≥ | 310 | 艘 | ≥300艘/≥280艘/<280艘 | 260艘/290艘 | 进出渔港的渔船",
        "satisfaction | 渔民满意度 | ≥ | 92 | % | ≥90%/≥86%/<86% | 89%/91% | 受访渔民中满意者的比例",
    ),
    planted=(Planted("CMP002", told="质量"),),
    unknown=(("维护方式", "委托维护"), ("项目批准文件", "渔港建设规划"), ("所属渔港", "澜海中心渔港")),
)


def dated(content: Content, year: int) -> Content:
    """The project in another budget year: the dates of its targets go with it."""

    def moved(text: str) -> str:
        return re.sub(r"\{([+-]\d)\}", lambda match: str(year + int(match.group(1))), text)

    items = tuple(
        replace(
            item,
            number=moved(item.number),
            bands=tuple(map(moved, item.bands)),
            past=tuple(map(moved, item.past)),
        )
        for item in content.items
    )
    return replace(content, year=year, items=items)


CONTENTS = (WATER, CANTEEN, TREES, DOCTORS, SHELTERS, HERITAGE, AIDS, FARM, BOATS)
