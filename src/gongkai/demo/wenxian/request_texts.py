"""What people asked for in the year, one row a request: which organ, by which way, what became of it.

Persons are invented; a subject names nobody. The days are drawn when the year is planned.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """``turns`` are what happens on the way: corrected, uncorrected, third_party, agency, extended, late, returned.

    ``repeats`` is the place (from 0) of the earlier request that is asked again; ``after`` holds the request back to a part of
    the year (0..1) where an order matters.
    """

    organ: str
    channel: str
    outcome: str
    subject: str
    turns: tuple[str, ...] = ()
    company: bool = False
    repeats: int | None = None
    after: float = -1.0


_MAIL, _POST, _NET, _HAND, _FAX = "REGISTERED_MAIL", "ORDINARY_MAIL", "INTERNET", "IN_PERSON", "FAX"
_GRANTED, _PUBLIC = "GRANTED", "GRANTED_ALREADY_PUBLIC"
_PROCESS, _QUERY = "REFUSED_PROCESS_INFORMATION", "REFUSED_ADMINISTRATIVE_QUERY"
_NONE, _OTHERS, _MAKE = "UNABLE_NOT_EXISTING", "UNABLE_NOT_RESPONSIBLE", "UNABLE_NEEDS_CREATION"
_PETITION, _REPEAT = "NOT_PROCESSED_PETITION", "NOT_PROCESSED_REPEAT"

WISHES: tuple[Wish, ...] = (
    # The four that were taken further, early enough to be decided within the year.
    Wish("wenxian-zrj", _MAIL, _NONE, "祥云镇2020年土地补偿款发放花名册", after=0.02),
    Wish("wenxian-zjj", _NET, _GRANTED, "温泉街道安置房项目建设工程规划许可证", ("late",), after=0.08),
    Wish("wenxian-nyj", _MAIL, _PETITION, "番田镇农机购置补贴纠纷的处理", after=0.05),
    Wish("wenxian-zfb", _NET, _NONE, "县政府2012年关于招贤乡道路改线的批复", after=0.12),
    # Disclosed.
    Wish("wenxian-zrj", _NET, _GRANTED, "岳村街道2021年第三批次征地批复文件", ("agency",)),
    Wish("wenxian-zrj", _HAND, _GRANTED, "黄庄镇土地征收补偿安置公告"),
    Wish("wenxian-czj", _NET, _GRANTED, "2021年度县级财政衔接推进乡村振兴资金安排文件"),
    Wish("wenxian-jtys", _NET, _GRANTED, "2021年农村公路养护工程验收报告", ("third_party",)),
    Wish("wenxian-zjj", _MAIL, _GRANTED, "张羌街道老旧小区改造中标通知书", ("third_party", "extended"), company=True),
    Wish("wenxian-rsj", _NET, _GRANTED, "2021年度公益性岗位补贴发放汇总表"),
    Wish("wenxian-wjw", _HAND, _GRANTED, "2021年度村卫生室基本公共卫生补助资金拨付文件"),
    Wish("wenxian-slj", _NET, _GRANTED, "黄河街道小型农田水利工程批复", ("corrected",)),
    Wish("wenxian-hbj", _POST, _GRANTED, "产业集聚区一企业环评批复文件", ("third_party",)),
    Wish("wenxian-jtj", _NET, _GRANTED, "2021年城区学校课后服务收费备案文件"),
    Wish("wenxian-zfb", _NET, _PUBLIC, "县政府2021年度政府工作报告"),
    Wish("wenxian-czj", _NET, _PUBLIC, "2022年度县本级部门预算"),
    Wish("wenxian-fgw", _NET, _PUBLIC, "温县国民经济和社会发展第十四个五年规划纲要"),
    Wish("wenxian-nyj", _HAND, _PUBLIC, "2022年耕地地力保护补贴标准"),
    Wish("wenxian-mzj", _NET, _PUBLIC, "2022年城乡居民最低生活保障标准"),
    Wish("wenxian-spj", _FAX, _PUBLIC, "县级行政许可事项清单"),
    # Refused: process information, matters of special registers.
    Wish("wenxian-zfb", _NET, _PROCESS, "县政府常务会议关于停车收费的讨论记录"),
    Wish("wenxian-zrj", _MAIL, _PROCESS, "北冷乡片区规划调整的请示稿", ("returned",)),
    Wish("wenxian-fgw", _NET, _PROCESS, "水价调整方案的历次过程稿"),
    Wish("wenxian-zjj", _NET, _PROCESS, "物业费指导价测算的内部磋商函"),
    Wish("wenxian-jtys", _POST, _PROCESS, "公交线网优化向县政府的请示"),
    Wish("wenxian-scj", _NET, _QUERY, "赵堡镇一家企业的登记档案"),
    Wish("wenxian-scj", _HAND, _QUERY, "武德镇一个体工商户的变更登记资料"),
    Wish("wenxian-zrj", _NET, _QUERY, "温泉街道一处房屋的不动产登记簿"),
    # Not held: not there, or another's.
    Wish("wenxian-zrj", _NET, _NONE, "赵堡镇1998年土地承包台账原件"),
    Wish("wenxian-zrj", _MAIL, _NONE, "番田镇砖瓦窑用地审批档案", ("agency",)),
    Wish("wenxian-zrj", _POST, _NONE, "武德镇村庄规划修编会议录像"),
    Wish("wenxian-zjj", _NET, _NONE, "黄河街道一小区竣工图纸", ("corrected",)),
    Wish("wenxian-zjj", _NET, _NONE, "2009年廉租房分配名单"),
    Wish("wenxian-zjj", _HAND, _NONE, "祥云镇拆迁补偿协议汇总"),
    Wish("wenxian-nyj", _NET, _NONE, "北冷乡2005年退耕还林补助名册"),
    Wish("wenxian-nyj", _MAIL, _NONE, "黄庄镇农业合作社评优资料"),
    Wish("wenxian-mzj", _NET, _NONE, "招贤乡2008年五保户名册"),
    Wish("wenxian-czj", _NET, _NONE, "岳村街道村级财务审计底稿"),
    Wish("wenxian-jtys", _NET, _NONE, "县道大修工程监理日志"),
    Wish("wenxian-slj", _POST, _NONE, "沁河滩区搬迁补偿明细", ("extended",)),
    Wish("wenxian-zfb", _NET, _NONE, "县政府与企业签订的招商引资协议附件"),
    Wish("wenxian-zfb", _MAIL, _NONE, "2010年县政府关于学校撤并的会议纪要"),
    Wish("wenxian-rsj", _NET, _NONE, "1995年企业改制职工安置花名册"),
    Wish("wenxian-wjw", _NET, _NONE, "乡村医生历年考核原始记录"),
    Wish("wenxian-jtj", _NET, _NONE, "代课教师聘用合同存根"),
    Wish("wenxian-gaj", _NET, _NONE, "赵堡镇路口监控点位设计图"),
    Wish("wenxian-zfb", _NET, _OTHERS, "焦作市中心城区公交补贴标准"),
    Wish("wenxian-zfb", _FAX, _OTHERS, "省级以上开发区扩区批复"),
    Wish("wenxian-zrj", _NET, _OTHERS, "温孟滩移民搬迁资金使用情况"),
    Wish("wenxian-jtys", _NET, _OTHERS, "高速公路互通立交设计方案"),
    Wish("wenxian-hbj", _MAIL, _OTHERS, "黄河干流水质自动监测数据"),
    Wish("wenxian-cgj", _NET, _OTHERS, "城区供热价格成本监审报告"),
    Wish("wenxian-spj", _NET, _OTHERS, "企业投资项目备案证明"),
    Wish("wenxian-xy", _HAND, _OTHERS, "农村危房鉴定报告"),
    Wish("wenxian-tjj", _NET, _MAKE, "近十年各村人口流动分类统计"),
    Wish("wenxian-czj", _NET, _MAKE, "历年各单位公务用车费用对比分析"),
    # Not processed.
    Wish("wenxian-zjj", _NET, _PETITION, "小区物业侵占公共收益的查处"),
    Wish("wenxian-rsj", _MAIL, _PETITION, "拖欠农民工工资问题的处理"),
    Wish("wenxian-zfb", _NET, _PETITION, "对村干部履职情况的投诉"),
    Wish("wenxian-hbj", _NET, _PETITION, "养殖场异味扰民的举报"),
    Wish("wenxian-zrj", _NET, _REPEAT, "祥云镇2020年土地补偿款发放花名册", repeats=0, after=0.55),
    Wish("wenxian-nyj", _POST, _REPEAT, "北冷乡2005年退耕还林补助名册", repeats=34, after=0.9),
    # Given up.
    Wish("wenxian-zfb", _NET, "CLOSED_NOT_CORRECTED", "有关黄河街道的全部政府信息", ("uncorrected",)),
)  # fmt: skip

REPLIES: dict[str, str] = {
    _GRANTED: "该信息属于可以公开的政府信息，现将复制件随本答复书一并提供。",
    _PUBLIC: "该信息已经主动公开，您可以在县政府网站政府信息公开专栏查阅、下载。",
    _PROCESS: "该信息属于行政机关在履行行政管理职能过程中形成的过程性信息，决定不予公开。",
    _QUERY: "该信息的查询另有法律、行政法规规定，请携带有效证件到登记机构查询窗口办理。",
    _NONE: "经对本机关档案室和办公系统以题名、文号、年份检索，未发现该信息，该政府信息不存在。",
    _OTHERS: "该信息不属于本机关负责公开，建议向制作该信息的行政机关提出申请，联系方式附后。",
    _MAKE: "该信息需要对现有政府信息进行加工、分析，本机关可以不予提供。",
    _PETITION: "您以政府信息公开申请的形式进行信访、投诉、举报，本机关不作为政府信息公开申请处理，请通过相应渠道提出。",
    _REPEAT: "本机关此前已就同一内容向您作出答复，现告知不予重复处理。",
}
