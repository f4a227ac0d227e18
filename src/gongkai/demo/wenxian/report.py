"""The report of the year: drafted, checked, signed and published in January by four officers of the government's office."""

from __future__ import annotations

from datetime import date
from random import Random

from gongkai.agencies.roles import Role
from gongkai.annual_report.usecases.approve_report import approve_report
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.check_report import check_report
from gongkai.annual_report.usecases.publish_report import publish_report
from gongkai.annual_report.usecases.write_section import write_section
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian.agencies import COUNTY
from gongkai.law.annual_report.wording import DEFAULT_TEMPLATES

# What the county says in its own words; every other part keeps the usual wording. Figures are placeholders.
_OWN_WORDS = {
    "overview.proactive": (
        "一是强化重点领域信息公开。及时发布涉及市场主体、减税降费和投资等领域的政策措施信息；规范发布县直各部门预算、决算和“三公”经费信息；"
        "持续深化稳岗就业信息公开；聚焦惠民惠农政策，主动公开各类专项资金发放情况；持续做好疫情防控信息公开工作，提高发布的及时性与针对性。"
        "二是丰富文件解读形式。按照“谁起草、谁解读”原则，通过政府网站、政务新媒体等多种渠道，对涉及群众切身利益的政策进行宣传解读。"
        "三是积极回应社会关切。注重与公众进行互动交流，及时回应群众关注。全年共接受办理市政府在线和领导信箱等互动交流平台信件、留言"
        "{overview.letters_received}条，{若 overview.letters_closed=overview.letters_received}已全部办结"
        "{否则}已办结{overview.letters_closed}条{完}。"
    ),
    "problems": (
        "{年度}年，{地区}政府信息公开工作取得了一定成效，但仍然存在一些问题和不足：一是满足于落实上级要求，创造性、亮点性工作还不多；"
        "二是政策解读的针对性、有效性还需进一步提高；三是政务公开专职人员数量较少，工作人员更换频繁，业务频繁交接，影响工作连续性。\n"
        "{下年度}年，将着力做好以下工作：一是创新政务公开方式，拓宽公开渠道，精准把握公开重点；二是完善政策发布解读回应工作机制，"
        "更加注重对政策背景、目的和重要举措的实质性解读；三是强化监督保障，优化考核细则，加强业务培训，做好工作交接。"
    ),
}


def plan(stage: Stage, agenda: Agenda, year: int) -> None:
    random = Random("report")
    agenda.add(days.office(random, date(year + 1, 1, 12)), _life(stage, year, random), "年度报告编制", cost=600)


def _life(stage: Stage, year: int, random: Random) -> Story:
    drafter = stage.act(COUNTY, Role.DRAFTER)
    key = begin_report(act=drafter, agency=stage.agencies[COUNTY], year=year).id
    yield (moment := days.later(random, stage.clock.now(), 1))
    for part, usual in DEFAULT_TEMPLATES.items():
        write_section(act=drafter, report_id=key, key=part, text=_OWN_WORDS.get(part, usual))
    yield (moment := days.later(random, moment, 1))
    check_report(act=stage.act(COUNTY, Role.SECOND_REVIEWER), report_id=key)
    yield (moment := days.later(random, moment, 1))
    approve_report(act=stage.act(COUNTY, Role.APPROVER), report_id=key)
    yield days.later(random, moment, 1)
    publish_report(act=stage.act(COUNTY, Role.PUBLISHER), report_id=key)
