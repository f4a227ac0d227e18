"""Titles and bodies of the county's items: one table of patterns, filled with places, months and numbers.

A pattern says which organs publish it (``tags``), what kind of item it is, under which column it stands, and how often it comes
(``weight``). ``draw`` fills one at random for an organ and a day; the numbers in it keep titles apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from gongkai.demo.wenxian.agencies import Organ


@dataclass(frozen=True, slots=True)
class Pattern:
    """``kind`` is a kind of the catalogue, ``column`` one of its columns (zwdt stands for the organ's own page of news)."""

    kind: str
    column: str
    tags: str
    weight: int
    title: str
    body: tuple[str, ...]

    def suits(self, organ: Organ) -> bool:
        return self.tags == "*" or bool(organ.tags.intersection(self.tags.split()))


@dataclass(frozen=True, slots=True)
class Text:
    kind: str
    column: str
    title: str
    body_html: str
    source: str = ""


_CLOSING = "特此公告。如有异议，请在公示期内向本单位书面反映，并留下联系方式。"

PATTERNS: tuple[Pattern, ...] = (
    Pattern("news", "zwdt", "*", 30, "{short}召开{topic}工作推进会（{month}月第{n}次）",
            ("{month}月{day}日，{short}召开{topic}工作推进会，总结前期进展，安排下一步任务。", "会议要求，各股室要对照台账逐项落实，按时报送进展，确保年度目标如期完成。")),
    Pattern("news", "zwdt", "*", 22, "{short}深入{place}开展{topic}调研",
            ("{month}月{day}日，{short}负责同志到{place}调研{topic}工作，实地查看现场并听取群众意见。", "调研组对发现的{n}个问题当场交办，明确了责任单位和完成时限。")),
    Pattern("notice", "A20-15", "*", 18, "{name}关于{month}月{topic}有关事项的通告（第{n}号）",
            ("为做好{topic}工作，现将有关事项通告如下。", "一、适用范围：温县行政区域内的相关单位和个人。", "二、办理时间：自通告发布之日起至本月底，工作日8时至12时、14时30分至17时30分。", "三、咨询方式：可到{short}窗口或者通过县政府网站留言咨询。")),
    Pattern("repost", "zwdt-zz", "*", 14, "【转载】{upper}关于{topic}的政策问答（{month}月）",
            ("为方便群众了解政策，现转载{upper}有关{topic}的政策问答。", "问：哪些人可以享受？答：符合条件的城乡居民和市场主体均可提出申请。", "问：到哪里办理？答：可到县政务服务大厅或者所在乡镇（街道）便民服务中心办理。")),
    Pattern("personnel_list", "A20-02", "*", 3, "{short}领导班子成员工作分工（{month}月调整）",
            ("经研究，现将领导班子成员工作分工公布如下。", "主要负责同志主持全面工作；其他成员按分工负责业务、机关党建和政务公开等工作。")),
    Pattern("other_information", "A20-05", "permit", 22, "{name}{month}月行政许可事项办理结果公示（第{n}批）",
            ("依据《中华人民共和国行政许可法》第四十条，现将本批行政许可办理结果予以公示，本批共{many}件。", "许可决定全文可在“行政执法公示”栏目按文号查询。")),
    Pattern("other_information", "A20-06", "penalty", 20, "{name}{month}月行政处罚信息公示（第{n}批）",
            ("依据《中华人民共和国行政处罚法》第四十八条，现将具有一定社会影响的行政处罚决定予以公示。", "本批共公示{n}件，当事人为自然人的按规定不公示个人信息。")),
    Pattern("inspection_result", "A20-13", "market", 26, "{name}食品安全监督抽检信息通告（{year}年第{n}期）",
            ("本期抽检食用农产品、粮食加工品、调味品等{many}批次，对不合格样品已依法启动核查处置。", "消费者购买到通告所列不合格食品时，可拨打12315投诉举报。")),
    Pattern("inspection_result", "A20-13", "environment", 26, "温县{month}月第{n}周空气质量状况公示",
            ("本周优良天数{n}天，首要污染物为细颗粒物。", "各有关单位应当落实扬尘管控和错峰生产措施。")),
    Pattern("inspection_result", "A20-13", "safety", 22, "{name}{month}月安全生产执法检查情况公示（第{n}期）",
            ("本期共检查企业{many}家，发现隐患并责令限期整改，整改完成后组织复查。",)),
    Pattern("emergency", "A20-12", "emergency weather", 30, "温县气象灾害预警信息（{year}年{month}月第{n}号）",
            ("预计未来二十四小时我县有大风降温天气，请有关单位和群众做好防范。", "请加固户外设施，减少高空作业，注意用火用电安全。")),
    Pattern("emergency", "A20-12", "epidemic", 40, "温县疫情防控情况通报（{month}月{day}日第{n}号）",
            ("现将我县疫情防控有关情况通报如下。", "请广大群众坚持戴口罩、勤洗手、少聚集，主动配合核酸检测。")),
    Pattern("notice", "A20-12", "weather", 60, "温县天气预报（{month}月{day}日{n}时次）",
            ("今天白天到夜里：晴到多云，偏北风3级左右，气温适中。", "请关注临近预报，合理安排农事。")),
    Pattern("budget", "A20-07-01", "*", 2, "{name}{year}年度部门预算公开（{n}）",
            ("按照预算法和部门预算公开要求，现公开{name}{year}年度部门预算。", "公开内容包括部门概况、收支总表、财政拨款收支表、一般公共预算支出表、“三公”经费预算表和名词解释。")),
    Pattern("final_account", "A20-07-02", "*", 2, "{name}{last}年度部门决算公开（{n}）",
            ("现公开{name}{last}年度部门决算，内容包括收支决算总表、“三公”经费决算表、机关运行经费和绩效评价情况。",)),
    Pattern("notice", "A20-07", "finance", 24, "温县{month}月财政收支执行情况（简报{n}）",
            ("本月一般公共预算收支平稳，重点民生支出得到保障。", "“三公”经费支出严格按照预算执行。")),
    Pattern("procurement", "A20-09", "procurement", 40, "温县政府采购公告（{year}年{month}月第{n}号）",
            ("受采购人委托，现就本项目进行公开招标，欢迎符合条件的供应商参加。", "采购文件获取方式、投标截止时间和开标地点以采购文件载明的为准。")),
    Pattern("fund_list", "A20-07-03", "fund", 34, "温县{month}月{fund}发放情况公示（第{n}批）",
            ("现将本批{fund}发放情况予以公示，公示期七个工作日。", "本批涉及{many}户，资金通过惠民惠农“一卡通”发放，按规定不公示个人身份证件号码和银行账号。", _CLOSING)),
    Pattern("notice", "A20-11", "education", 26, "温县{year}年{topic_school}有关事项公告（{n}）",
            ("现将有关事项公告如下，请学生和家长及时关注。", "咨询时间为工作日，咨询地点为县教育体育局基础教育股。")),
    Pattern("notice", "A20-11", "employ", 30, "温县{month}月稳岗就业岗位信息（第{n}期）",
            ("本期发布用工岗位{many}个，涉及食品加工、装备制造、商贸服务等行业。", "求职者可到县人力资源市场或者各乡镇便民服务中心登记。")),
    Pattern("notice", "A20-11", "health insurance", 22, "温县{month}月{topic_health}服务公告（第{n}号）",
            ("为方便群众办理，现将服务时间、地点和所需材料公告如下。", "办理时请携带本人有效身份证件。")),
    Pattern("recruitment", "A20-14", "recruit", 16, "温县{year}年{recruit}公告（{month}月第{n}号）",
            ("现将岗位、人数、条件和报名时间公告如下，资格审查贯穿全过程。", "考试、体检、考察结果将及时公示。")),
    Pattern("project", "A20-10", "project", 26, "{project}批准和实施信息（{month}月第{n}号）",
            ("项目已完成审批，现公开批准结果、建设单位、工期和投资规模。", "施工期间请过往车辆和行人注意安全。")),
    Pattern("plan", "A20-03", "plan", 10, "温县国民经济和社会发展计划{month}月执行情况（{n}）",
            ("全县主要经济指标运行在合理区间，重点项目建设有序推进。",)),
    Pattern("statistics", "A20-04", "statistics", 40, "温县{year}年{month}月主要经济指标（统计快报{n}）",
            ("规模以上工业增加值、固定资产投资、社会消费品零售总额等指标见附表。", "数据为初步核算数，最终以统计年鉴为准。")),
    Pattern("notice", "A20-08", "price", 14, "温县行政事业性收费目录清单（{month}月更新第{n}次）",
            ("现公布行政事业性收费项目、依据和标准。目录之外的收费，单位和个人有权拒绝缴纳。",)),
    Pattern("land_notice", "A21-04", "land", 34, "温县土地征收启动公告（温征启告〔{year}〕{n}号）",
            ("因公共利益需要，拟征收下列集体土地，现将征收范围、目的和土地现状调查安排公告如下。", "公告期限不少于十个工作日。", _CLOSING)),
    Pattern("notice", "A20-10", "transport water housing", 22, "关于{place}{works}施工的公告（{month}月第{n}号）",
            ("因工程施工需要，相关路段和渠段将分时段实行管制，请提前选择绕行路线。",)),
    Pattern("inspection_result", "A20-13", "farm", 22, "温县{month}月农资打假和农产品质量检测情况（第{n}期）",
            ("本期抽检小麦、玉米、铁棍山药等样品{many}份，检测结果见附件。",)),
    Pattern("notice", "A20-11", "relief veteran", 20, "温县{month}月{relief}标准执行情况公示（第{n}期）",
            ("本月按照省市公布的标准执行，资金按月足额发放，涉及个人的名单按规定不予公开。",)),
    Pattern("notice", "A21-11", "township", 30, "{short}{month}月{village}公示（第{n}号）",
            ("按照政策规定，现将有关情况予以公示，公示期七日。", _CLOSING)),
    Pattern("meeting", "A20-15-02", "government office", 40, "县政府第{n}次常务会议研究{topic}等工作（{month}月）",
            ("会议听取了{topic}工作情况汇报，研究了有关议题，并就下一步工作作出安排。",)),
    Pattern("policy_document", "A20-01-03", "government office", 9, "温县人民政府办公室关于印发{topic}工作方案的通知（{month}月）",
            ("各乡镇人民政府、街道办事处，县人民政府有关部门：", "《{topic}工作方案》已经县政府同意，现印发给你们，请认真贯彻执行。")),
    Pattern("interpretation", "A20-01-04", "government office price", 12, "一图读懂：温县{topic}工作方案（{month}月解读{n}）",
            ("一、背景依据。为贯彻落实上级决策部署，结合我县实际，制定本方案。", "二、主要内容。方案明确了目标任务、重点举措和保障措施。", "三、适用范围和咨询方式。适用于全县，由起草单位负责解释。")),
    Pattern("notice", "A20-15", "culture city trade industry audit tax service justice petition police", 26, "{name}{month}月便民服务公告（第{n}号）",
            ("为优化营商环境，现将便民服务措施公告如下，欢迎社会各界监督。",)),
)  # fmt: skip

_WORDS: dict[str, tuple[str, ...]] = {
    "topic": ("优化营商环境", "惠民惠农政策落实", "减税降费", "稳岗就业", "重点项目建设", "乡村振兴", "安全生产", "环境污染防治", "疫情防控", "政务公开", "农田水利建设",
              "义务教育均衡发展", "防汛抗旱", "食品安全", "基层治理", "文明城市创建", "铁棍山药产业发展", "太极文化旅游", "城乡居民医保", "养老服务"),
    "place": ("温泉街道", "张羌街道", "岳村街道", "黄河街道", "祥云镇", "番田镇", "黄庄镇", "武德镇", "赵堡镇", "招贤乡", "北冷乡", "产业集聚区"),
    "upper": ("国务院办公厅", "河南省人民政府", "焦作市人民政府", "国家税务总局", "人力资源和社会保障部", "国家医疗保障局"),
    "fund": ("城乡居民最低生活保障金", "特困人员供养金", "残疾人两项补贴", "耕地地力保护补贴", "农机购置补贴", "临时救助金", "公益性岗位补贴", "高龄津贴", "学生资助资金", "优抚对象补助"),
    "topic_school": ("义务教育招生", "幼儿园普惠认定", "学生资助", "中小学课后服务", "高中阶段招生", "校外培训机构监管"),
    "topic_health": ("城乡居民医保参保", "疫苗接种", "家庭医生签约", "异地就医备案", "门诊慢性病鉴定", "妇幼保健"),
    "recruit": ("事业单位公开招聘", "教师招聘", "特岗教师招聘", "公益性岗位招聘", "社区工作者招聘", "招才引智"),
    "project": ("县人民医院综合楼项目", "太极大道改造工程", "城区供水管网改造项目", "高标准农田建设项目", "产业集聚区标准厂房项目", "老旧小区改造项目", "第二污水处理厂扩建工程", "沁河堤防加固工程"),
    "works": ("道路大中修", "污水管网", "渠道清淤", "桥梁维修", "绿化提升", "路灯更换"),
    "relief": ("优待抚恤", "城乡低保", "孤儿基本生活保障", "残疾人补贴", "临时救助"),
    "village": ("宅基地审批", "农村危房改造对象", "公益岗位安置", "低保动态调整情况", "村级财务", "涉农补贴面积"),
}  # fmt: skip


def draw(random: Random, organ: Organ, day: date, number: int, kinds: frozenset[str] | None = None) -> Text:
    """Fill one suitable pattern for an organ and a day; ``number`` is the running number that keeps titles apart."""
    suitable = [pattern for pattern in PATTERNS if pattern.suits(organ) and (kinds is None or pattern.kind in kinds)]
    pattern = random.choices(suitable, [pattern.weight for pattern in suitable])[0]
    words: dict[str, object] = {name: random.choice(choices) for name, choices in _WORDS.items()}
    words |= {
        "name": organ.name, "short": organ.short_name, "year": day.year, "last": day.year - 1, "month": day.month, "day": day.day,
        "n": number, "many": random.randint(8, 460),
    }  # fmt: skip
    paragraphs = "".join(f"<p>{paragraph.format(**words)}</p>" for paragraph in pattern.body)
    column = _news_column(organ) if pattern.column == "zwdt" else pattern.column
    source = str(words["upper"]) if pattern.kind == "repost" else ""
    return Text(pattern.kind, column, pattern.title.format(**words), paragraphs, source)


def _news_column(organ: Organ) -> str:
    if organ.tags & {"government", "office"}:
        return "zwdt"
    return "zwdt-xz" if "township" in organ.tags else "zwdt-bm"
