"""What the year has no records of and a county has today: budgets and their approvals, fund programmes, the standard catalogue, a policy to repost, a
topic that gathers items of the year, guides of services. Everything goes through the use cases, after the year whose report is computed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.catalogue.models import Item
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.completeness.standard_file import HEADINGS
from gongkai.completeness.usecases.import_standard import import_standard
from gongkai.completeness.usecases.keep_programme import keep_programme
from gongkai.completeness.usecases.record_approvals import record_approvals
from gongkai.completeness.usecases.register_policy import register_policy
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian.agencies import COUNTY, OFFICE
from gongkai.demo.wenxian.items import approved
from gongkai.topics.usecases.arrange import add_section, gather, plan_closing
from gongkai.topics.usecases.release_gathered import release_gathered

FINANCE, HEALTH, CIVIL, FARMS = "wenxian-czj", "wenxian-wjw", "wenxian-mzj", "wenxian-nyj"
BUDGETS = (COUNTY, FINANCE, HEALTH, CIVIL)
PROGRAMMES = (
    (FARMS, "耕地地力保护补贴", "财政部、农业农村部农业生产发展资金管理办法"),
    (CIVIL, "城乡低保资金", "社会救助暂行办法"),
    (CIVIL, "临时救助资金", "社会救助暂行办法"),
)
LIMIT = "信息形成或者变更之日起20个工作日内"
WEB, POINT = "■政府网站 ■政务新媒体", "■政府网站 ■公开查阅点"
STANDARD: tuple[tuple[str, ...], ...] = (
    ("SHJZ-01", "社会救助", "综合业务", "政策法规文件", "社会救助政策文件", "《条例》第二十条", LIMIT, "民政部门", WEB, "民政局", "A20-01", "", "救助、低保、特困"),
    ("SHJZ-02", "社会救助", "最低生活保障", "办事指南", "办理事项、条件、材料、流程、地点、时间、电话", "《社会救助暂行办法》", LIMIT, "民政部门", POINT, "民政局、各乡镇", "", "办事指南", "低保"),
    ("SHJZ-03", "社会救助", "临时救助", "办事指南", "办理事项、条件、材料、流程、地点、时间、电话", "《社会救助暂行办法》", LIMIT, "民政部门", POINT, "民政局、各乡镇", "", "办事指南", "临时救助"),
    ("SHJZ-04", "社会救助", "救助资金", "分配结果", "资金分配和发放情况", "《条例》第二十条", LIMIT, "民政部门", WEB, "民政局", "", "资金分配结果", ""),
    ("CZYJ-01", "财政预决算", "政府预决算", "政府预算", "本级政府预算及说明", "《预算法》第十四条", "批准后20日内", "财政部门", WEB, "县政府", "A20-07-01", "财政预算", ""),
    ("CZYJ-02", "财政预决算", "部门预决算", "部门预算", "部门预算及“三公”经费预算", "《预算法》第十四条", "批复后20日内", "各部门", WEB, "财政局、卫生健康委员会、民政局、农业农村局", "", "财政预算", ""),
    ("CZYJ-03", "财政预决算", "部门预决算", "部门决算", "部门决算及“三公”经费决算", "《预算法》第十四条", "批复后20日内", "各部门", WEB, "财政局、卫生健康委员会、民政局、农业农村局", "", "财政决算", ""),
    ("YLWS-01", "医疗卫生", "公共服务", "预防接种", "接种单位、时间和疫苗种类", "《疫苗管理法》", LIMIT, "卫生健康部门", POINT, "卫生健康委员会", "", "", "接种、疫苗"),
    ("YLWS-02", "医疗卫生", "监督检查", "医疗机构监督检查结果", "检查计划和结果", "《条例》第二十条", LIMIT, "卫生健康部门", WEB, "卫生健康委员会", "", "监督检查结果", ""),
    ("NCJT-01", "涉农补贴", "惠农政策", "补贴政策", "补贴对象、标准和程序", "《条例》第二十一条", LIMIT, "农业农村部门", WEB, "农业农村局", "", "", "补贴"),
    ("NCJT-02", "涉农补贴", "补贴结果", "发放结果", "补贴对象、面积和金额", "《条例》第二十一条", LIMIT, "农业农村部门", POINT, "农业农村局、各乡镇", "", "资金分配结果", "补贴"),
)  # fmt: skip
GUIDES: tuple[tuple[str, str, dict[str, str]], ...] = (
    (CIVIL, "最低生活保障（低保）申请", {
        "basis": "《社会救助暂行办法》第十一条", "conditions": "共同生活的家庭成员人均收入低于当地最低生活保障标准，且符合当地家庭财产状况规定",
        "material": "申请书\n身份证明、户口簿\n家庭收入和财产状况声明", "place": "户籍所在地乡镇人民政府、街道办事处便民服务中心",
        "hours": "工作日8:00—12:00，14:30—17:30", "phone": "0391-0000012（演示）", "flow": "申请\n受理、家庭经济状况核对\n入户调查\n审核确认、公示\n发放",
        "time_limit": "30个工作日", "fee": "不收费", "audience": "person", "subject": "社会保障",
    }),
    (HEALTH, "公共场所卫生许可", {
        "basis": "《公共场所卫生管理条例》第四条", "conditions": "经营场所、设施和卫生管理制度符合国家卫生标准",
        "material": "卫生许可申请表\n法定代表人身份证明\n场所平面图和卫生设施平面布局图\n卫生检测报告", "place": "县政务服务中心2楼卫生健康窗口",
        "hours": "工作日8:00—12:00，14:30—17:30", "phone": "0391-0000011（演示）", "flow": "申请\n受理\n现场审查\n决定\n发证",
        "time_limit": "10个工作日", "fee": "不收费", "audience": "both", "subject": "经营许可",
    }),
    (FARMS, "耕地地力保护补贴申报", {
        "basis": "农业生产发展资金管理办法", "conditions": "拥有耕地承包权的种地农民", "material": "身份证明\n土地承包经营权证\n补贴申报表",
        "place": "耕地所在地村民委员会", "hours": "申报期内工作日", "phone": "0391-0000013（演示）", "flow": "申报\n村级公示\n乡镇审核\n县级发放",
        "fee": "不收费", "audience": "person", "subject": "农业农村",
    }),
)  # fmt: skip


def play(stage: Stage, agenda: Agenda, last: date, back: Callable[[date, int], date]) -> None:
    """Over the three weeks that end on ``last``; ``back`` counts working days before it."""
    random = Random("key areas today")

    def add(ago: int, story: Story, title: str) -> None:
        agenda.add(days.office(random, back(last, ago)), story, title)

    add(13, _expected(stage, last), "重点领域公开登记")
    for place, organ in enumerate(BUDGETS):
        add(12 - place, _budget(stage, organ, last.year, random), "预算公开")
    add(8, _fund_list(stage, last.year, random), "资金分配结果公开")
    for place, (organ, title, service) in enumerate(GUIDES):
        fields = {"title": title, "service": service}
        add(8 - place, _published(stage, organ, "service_guide", "bsfw", fields, random), "办事指南")
    add(4, _topic(stage, last, random), "专题")
    add(0, _repost(stage), "政策转载登记")


def _expected(stage: Stage, last: date) -> Story:
    """The standard catalogue, the approvals of the finance department, the programmes."""
    act = stage.act(OFFICE, Role.SUPERVISOR)
    county = stage.agencies[COUNTY]
    out = StringIO()
    csv.writer(out).writerows([HEADINGS, *STANDARD])
    import_standard(
        act=act,
        government=county,
        name="温县基层政务公开标准目录.csv",
        content=out.getvalue().encode(),
        note="演示：节选",
    )
    units = list(
        Agency.objects.filter(path__startswith=county.path, abolished_on__isnull=True).exclude(kind="township")
    )
    record_approvals(
        act=act, agencies=units, form="BUDGET", year=last.year, approved_on=act.today, source="部门预算批复文件（演示）"
    )
    for organ, name, basis in PROGRAMMES:
        keep_programme(act=act, agency=stage.agencies[organ], name=name, since_year=last.year - 2, basis=basis)
    yield from ()


def _budget(stage: Stage, organ: str, year: int, random: Random) -> Story:
    name = stage.agencies[organ].name
    what = "政府预算" if organ == COUNTY else "部门预算及“三公”经费预算"
    fields = {
        "title": f"{name}{year}年{what}公开", "body_html": f"<p>现将{name}{year}年{what}予以公开。</p>",
        "agency_id": stage.agencies[organ].id,
    }  # fmt: skip
    yield from _published(stage, organ, "budget", "A20-07-01", fields, random)


def _fund_list(stage: Stage, year: int, random: Random) -> Story:
    title = f"温县{year}年耕地地力保护补贴资金分配结果"
    table = "<table><tr><th>乡镇</th><th>面积（亩）</th><th>金额（元）</th></tr><tr><td>祥云镇</td><td>61200</td><td>5324400</td></tr></table>"
    yield from _published(stage, FARMS, "fund_list", "A20-07-03", {"title": title, "body_html": table}, random)


def _published(stage: Stage, organ: str, kind: str, column: str, fields: dict[str, Any], random: Random) -> Story:
    item = yield from approved(stage, organ, kind, column, random, fields)
    publish_item(act=stage.act(organ, Role.PUBLISHER), item_id=item.id)


def _topic(stage: Stage, last: date, random: Random) -> Story:
    """Opened, filled by the drafter, released by the publisher; one more item waits for its release."""
    fields = {
        "title": "惠民惠农财政补贴", "summary": "补贴政策、申报指南和发放结果集中公开，方便群众查询和监督。",
        "body_html": "<p>本专题汇集惠民惠农财政补贴的政策文件、办事指南和发放结果。</p>",
    }  # fmt: skip
    item = yield from approved(stage, OFFICE, "topic", "ztzl", random, fields)
    publisher, drafter = stage.act(OFFICE, Role.PUBLISHER), stage.act(OFFICE, Role.DRAFTER)
    publish_item(act=publisher, item_id=item.id)
    public = (
        Item.objects.filter(state=Item.State.PUBLISHED).select_related("publication").order_by("-published_on", "id")
    )
    parts = (
        ("补贴资金", public.filter(kind="fund_list")), ("办事指南", public.filter(kind="service_guide")),
        ("工作动态", public.filter(column__code__startswith="zwdt")), ("政策文件", public.filter(column__code__startswith="A20-01")),
    )  # fmt: skip
    for name, rows in parts:
        section = add_section(act=drafter, item_id=item.id, name=name)
        for row in rows[:5]:
            gather(act=drafter, item_id=item.id, section_id=section.id, publication=row.publication)
    release_gathered(act=publisher, item_id=item.id)
    waiting = public.filter(kind="notice").first()
    if waiting is not None:
        gather(act=drafter, item_id=item.id, section_id=section.id, publication=waiting.publication)
    plan_closing(act=drafter, item_id=item.id, closes_on=last + timedelta(days=365))


def _repost(stage: Stage) -> Story:
    act = stage.act(OFFICE, Role.SUPERVISOR)
    register_policy(
        act=act, title="国务院办公厅关于进一步做好惠民惠农补贴资金发放工作的通知（演示）", issuer="国务院办公厅",
        source_address="https://www.gov.cn/zhengce/content/demonstration.htm", published_on=act.today,
        agencies=[stage.agencies[COUNTY], stage.agencies[HEALTH], stage.agencies[FARMS]],
    )  # fmt: skip
    yield from ()
