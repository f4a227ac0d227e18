"""The county's organs as a table: code, names, kind, tags that say what they would publish and decide.

Names of public organs are real; telephone numbers, addresses and codes are invented (the codes carry valid check characters).
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.codes import make_credit_code

REGION = "410825"
COUNTY = "wenxian"
OFFICE = "wenxian-zfb"


@dataclass(frozen=True, slots=True)
class Organ:
    """``tags`` pick the texts an organ publishes and the ledgers it keeps; ``weight`` is its share of ordinary items."""

    code: str
    name: str
    short_name: str
    kind: str
    prefix: str
    tags: frozenset[str]
    weight: int

    @property
    def uscc(self) -> str:
        return make_credit_code("11", REGION, 5_600_000 + _SERIALS[self.code])


def _department(code: str, name: str, prefix: str, tags: str, weight: int, kind: str = "county_department") -> Organ:
    return Organ(f"wenxian-{code}", name, name.removeprefix("温县"), kind, prefix, frozenset(tags.split()), weight)


def _township(code: str, name: str, weight: int = 30) -> Organ:
    full = f"温县{name}人民政府" if not name.endswith("街道") else f"温县人民政府{name}办事处"
    return Organ(f"wenxian-{code}", full, name, "township", f"温{name[0]}政", frozenset({"township"}), weight)


ORGANS: tuple[Organ, ...] = (
    Organ(COUNTY, "温县人民政府", "县政府", "county_government", "温政", frozenset({"government"}), 160),
    Organ(OFFICE, "温县人民政府办公室", "县政府办", "county_government_office", "温政办", frozenset({"office"}), 150),
    _department("fgw", "温县发展和改革委员会", "温发改", "plan project price permit", 90),
    _department("jtj", "温县教育体育局", "温教", "education recruit fund permit", 120),
    _department("gxj", "温县科技和工业信息化局", "温工信", "industry", 60),
    _department("gaj", "温县公安局", "温公", "police permit penalty coercion charge", 90),
    _department("mzj", "温县民政局", "温民", "relief fund permit", 110),
    _department("sfj", "温县司法局", "温司", "justice", 70, "county_justice"),
    _department("czj", "温县财政局", "温财", "finance procurement", 130),
    _department("rsj", "温县人力资源和社会保障局", "温人社", "employ recruit fund permit charge", 130),
    _department("zrj", "温县自然资源局", "温自然资", "land permit penalty charge", 120),
    _department("zjj", "温县住房和城乡建设局", "温建", "housing project permit penalty charge", 110),
    _department("jtys", "温县交通运输局", "温交", "transport project permit penalty coercion charge", 90),
    _department("slj", "温县水利局", "温水", "water project permit penalty charge", 70),
    _department("nyj", "温县农业农村局", "温农", "farm fund permit penalty", 120),
    _department("swj", "温县商务局", "温商", "trade", 50),
    _department("wgl", "温县文化广电和旅游局", "温文", "culture permit penalty", 80),
    _department("wjw", "温县卫生健康委员会", "温卫", "health epidemic permit penalty charge", 150),
    _department("yjj", "温县应急管理局", "温应急", "safety emergency permit penalty coercion", 120),
    _department("sjj", "温县审计局", "温审", "audit", 45),
    _department("scj", "温县市场监督管理局", "温市监", "market permit penalty coercion charge", 160),
    _department("tjj", "温县统计局", "温统", "statistics", 60),
    _department("ybj", "温县医疗保障局", "温医保", "insurance fund penalty", 60),
    _department("xfj", "温县信访局", "温信", "petition", 30),
    _department("tyjr", "温县退役军人事务局", "温退役", "veteran fund", 45),
    _department("cgj", "温县城市管理局", "温城管", "city permit penalty coercion charge", 90),
    _department("hbj", "焦作市生态环境局温县分局", "焦环温", "environment permit penalty coercion", 110),
    _department("spj", "温县行政审批服务中心", "温审批", "service permit", 60),
    _department("swt", "国家税务总局温县税务局", "温税", "tax penalty coercion", 60, "county_tax"),
    _department("qxj", "温县气象局", "温气", "weather", 150),
    _township("wq", "温泉街道"),
    _township("zq", "张羌街道"),
    _township("yc", "岳村街道"),
    _township("hh", "黄河街道"),
    _township("xy", "祥云镇"),
    _township("ft", "番田镇"),
    _township("hz", "黄庄镇"),
    _township("wd", "武德镇"),
    _township("zb", "赵堡镇", 45),
    _township("zx", "招贤乡"),
    _township("bl", "北冷乡"),
)  # fmt: skip

_SERIALS = {organ.code: place * 7 for place, organ in enumerate(ORGANS)}
BY_CODE = {organ.code: organ for organ in ORGANS}


def with_tag(tag: str) -> tuple[Organ, ...]:
    return tuple(organ for organ in ORGANS if tag in organ.tags)
