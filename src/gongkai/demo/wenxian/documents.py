"""Normative documents: nineteen in force from earlier years, four issued in the year, one of the old ones replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Inherited:
    title: str
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Issued:
    """``drafted`` month and day; ``replaces`` the number of the document repealed with it."""

    title: str
    drafted: tuple[int, int]
    summary: str
    subject_class: str
    chapters: tuple[str, ...]
    valid_years: int = 5
    replaces: str = ""

    @property
    def body_html(self) -> str:
        articles = "".join(f"<p>第{_NUMERALS[place]}条　{text}</p>" for place, text in enumerate(self.chapters))
        return f"<p>各乡镇人民政府、街道办事处，县人民政府有关部门：</p><p>现将《{self.title}》印发给你们，请认真贯彻执行。</p>{articles}"

    @property
    def interpretation_html(self) -> str:
        return (
            f"<p>一、背景依据。为{self.summary}，结合我县实际，制定本文件。</p>"
            f"<p>二、主要内容。{self.chapters[1]}</p><p>三、适用范围和咨询方式。适用于全县，由起草单位负责解释。</p>"
        )


_NUMERALS = "一二三四五六七八九十"

INHERITED: tuple[Inherited, ...] = (
    Inherited("温县城区停车收费管理办法", "温政〔2016〕21号", date(2016, 6, 14)),
    Inherited("温县农村公路养护管理办法", "温政〔2016〕30号", date(2016, 9, 20)),
    Inherited("温县城市生活垃圾分类管理办法", "温政〔2017〕8号", date(2017, 3, 27)),
    Inherited("温县重大行政决策合法性审查办法", "温政〔2017〕15号", date(2017, 5, 18)),
    Inherited("温县地下水资源保护管理办法", "温政〔2017〕26号", date(2017, 10, 9)),
    Inherited("温县政府投资项目审计监督办法", "温政〔2018〕4号", date(2018, 2, 7)),
    Inherited("温县畜禽规模养殖污染防治办法", "温政〔2018〕11号", date(2018, 4, 23)),
    Inherited("温县铁棍山药地理标志保护办法", "温政〔2018〕19号", date(2018, 7, 16)),
    Inherited("温县公共租赁住房管理办法", "温政〔2018〕33号", date(2018, 11, 29)),
    Inherited("温县太极拳文化遗产保护办法", "温政〔2019〕6号", date(2019, 3, 12)),
    Inherited("温县行政执法公示办法", "温政〔2019〕14号", date(2019, 6, 25)),
    Inherited("温县临时救助实施办法", "温政〔2019〕22号", date(2019, 9, 17)),
    Inherited("温县城市户外广告设置管理办法", "温政〔2019〕28号", date(2019, 11, 21)),
    Inherited("温县电动自行车管理办法", "温政〔2020〕7号", date(2020, 4, 13)),
    Inherited("温县城市供水用水管理办法", "温政〔2020〕16号", date(2020, 7, 8)),
    Inherited("温县城镇燃气管理办法", "温政〔2020〕24号", date(2020, 10, 26)),
    Inherited("温县农村集体资产管理办法", "温政〔2021〕5号", date(2021, 3, 19)),
    Inherited("温县高龄津贴发放办法", "温政〔2021〕13号", date(2021, 6, 28)),
    Inherited("温县禁止燃放烟花爆竹规定", "温政〔2021〕20号", date(2021, 11, 5)),
)

ISSUED: tuple[Issued, ...] = (
    Issued("温县优化营商环境若干措施", (5, 16), "激发市场主体活力", "综合政务\\政务服务", (
        "为优化营商环境，降低制度性交易成本，制定本措施。",
        "企业开办、变更、注销实行一窗受理，当场可以办结的当场办结。",
        "涉企收费实行目录清单管理，目录之外一律不得收取。",
        "对轻微违法行为依法实行首违不罚、轻微免罚。",
        "本措施自印发之日起施行。",
    )),
    Issued("温县城区老旧小区改造实施办法", (6, 20), "改善居民居住条件", "城乡建设\\住房", (
        "为规范城区老旧小区改造工作，制定本办法。",
        "改造内容分为基础类、完善类和提升类，由业主协商确定。",
        "改造资金由财政补助、专营单位和业主合理共担。",
        "改造方案应当在小区内公示不少于七日。",
        "本办法自印发之日起施行。",
    )),
    Issued("温县农村宅基地管理实施细则", (10, 17), "保障农村村民居住权益", "国土资源\\土地", (
        "为规范农村宅基地管理，保障农村村民合法权益，制定本细则。",
        "农村村民一户只能拥有一处宅基地，面积不得超过规定标准。",
        "宅基地申请由村民小组讨论、村级审核、乡镇人民政府审批。",
        "审批结果应当在村务公开栏公布。",
        "本细则自印发之日起施行。",
    )),
    Issued("温县城区停车泊位管理办法", (11, 14), "规范停车秩序、方便群众出行", "公安\\交通管理", (
        "为规范城区停车泊位的设置、使用和管理，制定本办法。",
        "公共停车泊位实行分区域、分时段差别化管理，收费标准向社会公布。",
        "任何单位和个人不得擅自占用、撤除公共停车泊位。",
        "《温县城区停车收费管理办法》（温政〔2016〕21号）同时废止。",
        "本办法自印发之日起施行。",
    ), replaces="温政〔2016〕21号"),
)  # fmt: skip
