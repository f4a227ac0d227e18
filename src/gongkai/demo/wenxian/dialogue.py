"""Consultations of the year with opinions and adoption feedback, and the two interviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from gongkai.agencies.roles import Role
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian import people
from gongkai.demo.wenxian.agencies import COUNTY
from gongkai.engagement.usecases.consult_public import close_consultation, draft_consultation, open_consultation
from gongkai.engagement.usecases.give_feedback import Point, draft_feedback, publish_feedback
from gongkai.engagement.usecases.interview import (
    announce_interview,
    close_interview,
    draft_interview,
    record_transcript,
)
from gongkai.engagement.usecases.interview_questions import answer_question, ask_question
from gongkai.engagement.usecases.receive_opinion import receive_opinion


@dataclass(frozen=True, slots=True)
class Consultation:
    """``opens`` month and day; ``lasts`` natural days; ``opinions`` how many came in."""

    agency: str
    kind: str
    title: str
    opens: tuple[int, int]
    lasts: int
    opinions: int


@dataclass(frozen=True, slots=True)
class Interview:
    agency: str
    topic: str
    on: tuple[int, int]
    post: str
    talk: tuple[tuple[str, str], ...]


CONSULTATIONS: tuple[Consultation, ...] = (
    Consultation(COUNTY, "MAJOR_DECISION", "温县“十四五”养老服务体系建设规划（征求意见稿）", (2, 14), 33, 9),
    Consultation(COUNTY, "MARKET", "温县优化营商环境若干措施（征求意见稿）", (3, 7), 32, 7),
    Consultation("wenxian-zjj", "NORMATIVE", "温县城区老旧小区改造实施办法（征求意见稿）", (4, 11), 20, 12),
    Consultation("wenxian-fgw", "OTHER", "温县城区居民生活用水阶梯价格方案（征求意见稿）", (5, 16), 30, 15),
    Consultation("wenxian-jtj", "OTHER", "温县义务教育阶段学校招生划片方案（征求意见稿）", (6, 6), 14, 22),
    Consultation(COUNTY, "NORMATIVE", "温县农村宅基地管理实施细则（征求意见稿）", (8, 1), 21, 8),
    Consultation("wenxian-cgj", "NORMATIVE", "温县城区停车泊位管理办法（征求意见稿）", (9, 5), 20, 11),
    Consultation("wenxian-hbj", "OTHER", "温县重污染天气应急预案（征求意见稿）", (10, 12), 15, 4),
)
INTERVIEWS: tuple[Interview, ...] = (
    Interview("wenxian-rsj", "稳岗就业政策怎么享受", (4, 26), "县人力资源和社会保障局局长", (
        ("高校毕业生返乡就业有什么补贴？", "符合条件的可以申请一次性求职补贴和基层就业补贴，到户籍地便民服务中心申请即可。"),
        ("企业稳岗返还怎么申请？", "采取免申即享方式，系统比对后直接拨付，企业核对账户信息即可。"),
        ("有没有免费的技能培训？", "全年安排电工、育婴员、电子商务等免费培训，报名信息在县政府网站发布。"),
    )),
    Interview("wenxian-ybj", "城乡居民医保参保与门诊待遇", (9, 20), "县医疗保障局局长", (
        ("今年个人缴费标准是多少？", "按照省里统一标准执行，缴费期为九月至十二月，特殊困难群众按规定给予资助。"),
        ("门诊慢性病怎么认定？", "携带病历资料到定点医院申请，由专家组每月集中认定一次。"),
    )),
)  # fmt: skip
_WAYS = ("FORM", "FORM", "FORM", "EMAIL", "MAIL", "PHONE")
_OPINIONS = (
    ("建议进一步明确责任单位和办理时限", "ADOPTED", ""),
    ("建议增加困难群众的优惠条款", "ADOPTED", ""),
    ("建议分步实施，设置过渡期", "PARTLY", "部分条款已设过渡期，其余条款上位规定已有明确时限。"),
    ("建议提高补助标准", "NOT_ADOPTED", "补助标准由上级统一规定，县级无权调整。"),
    ("建议加强监督检查和信息公开", "ADOPTED", ""),
)


def plan(stage: Stage, agenda: Agenda, year: int) -> None:
    for serial, consultation in enumerate(CONSULTATIONS, 1):
        random = Random(f"consultation {serial}")
        drafted = days.later(random, days.office(random, date(year, *consultation.opens) - timedelta(days=5)), 1)
        agenda.add(drafted, consultation_life(stage, consultation, random, year), "意见征集", cost=60)
    for serial, interview in enumerate(INTERVIEWS, 1):
        random = Random(f"interview {serial}")
        drafted = days.office(random, date(year, *interview.on) - timedelta(days=20))
        agenda.add(drafted, _interview(stage, interview, random, year), "在线访谈", cost=40)


def consultation_life(stage: Stage, consultation: Consultation, random: Random, year: int) -> Story:
    agency = stage.agencies[consultation.agency]
    subject = consultation.title.removesuffix("（征求意见稿）")
    key = draft_consultation(
        act=stage.act(consultation.agency, Role.DRAFTER), agency=agency, kind=consultation.kind, title=consultation.title,
        draft_text=f"第一条　为规范{subject}有关工作，结合我县实际，制定本稿。\n第二条　各有关单位按照职责分工组织实施。\n第三条　本稿自印发之日起施行。",
        explanation=f"起草{subject}的必要性：回应群众关切，落实上级部署。主要内容包括目标任务、具体措施和保障机制。",
        contact="温县人民政府网站意见征集专栏", ways={"网上": "温县人民政府网站意见征集专栏", "信函": "温县黄河路1号"},
    ).id  # fmt: skip
    opens = days.office(random, date(year, *consultation.opens))
    yield opens
    ends_on = opens.date() + timedelta(days=consultation.lasts)
    open_consultation(act=stage.act(consultation.agency, Role.PUBLISHER), consultation_id=key, ends_on=ends_on)
    within = days.every_day(opens.date() + timedelta(days=1), ends_on)
    moments = sorted(days.citizen(random, day) for day in days.spread(random, within, consultation.opinions))
    for moment in moments:
        yield moment
        _opinion(stage, consultation, key, random)
    closed = days.office(random, ends_on + timedelta(days=1))
    yield closed
    close_consultation(act=stage.act(consultation.agency, Role.DRAFTER), consultation_id=key)
    yield (drafted := days.later(random, closed, random.randint(5, 9)))
    draft_feedback(
        act=stage.act(consultation.agency, Role.DRAFTER), consultation_id=key, points=[Point(*row) for row in _OPINIONS],
        summary=f"征求意见期间共收到意见{consultation.opinions}条，经归并整理，采纳情况如下。",
    )  # fmt: skip
    yield days.later(random, drafted, 2)
    publish_feedback(act=stage.act(consultation.agency, Role.PUBLISHER), consultation_id=key)


def _opinion(stage: Stage, consultation: Consultation, key: int, random: Random) -> None:
    """By the form at any hour; what came by mail or telephone is entered by the agency's officer that day."""
    way = random.choice(_WAYS)
    words, _, _ = random.choice(_OPINIONS)
    on_form = way == "FORM"
    receive_opinion(
        act=stage.citizen() if on_form else stage.act(consultation.agency, Role.REQUEST_OFFICER), consultation_id=key,
        text=f"{words}。", way=way, paragraph=random.choice(("", "第二条", "第三条")),
        name="" if on_form and random.random() < 0.5 else people.name(random), contact=people.mobile(random),
    )  # fmt: skip


def _interview(stage: Stage, interview: Interview, random: Random, year: int) -> Story:
    day = date(year, *interview.on)
    planned = days.at(day, 15 * 60)
    drafted = draft_interview(
        act=stage.act(interview.agency, Role.DRAFTER), agency=stage.agencies[interview.agency], topic=interview.topic,
        announcement=f"{interview.post}将做客县政府网站在线访谈，就“{interview.topic}”与网友交流，欢迎提前提问。",
        planned_at=planned, guests=[(people.name(random), interview.post)], host="县政府网站主持人",
    )  # fmt: skip
    key, guest = drafted.id, drafted.guests.get()
    yield (moment := days.later(random, stage.clock.now(), 2))
    announce_interview(act=stage.act(interview.agency, Role.PUBLISHER), interview_id=key)
    asked = []
    for question, answer in interview.talk:
        yield (moment := days.citizen(random, moment.date() + timedelta(days=2)))
        asked.append((ask_question(act=stage.citizen(), interview_id=key, text=question, nickname="网友"), answer))
    yield planned + timedelta(minutes=40)
    for question_asked, answer in asked:
        answer_question(
            act=stage.act(interview.agency, Role.DRAFTER), question_id=question_asked.id, guest_id=guest.id, text=answer
        )
    talk = "\n".join(f"网友：{question}\n嘉宾：{answer}" for question, answer in interview.talk)
    record_transcript(
        act=stage.act(interview.agency, Role.DRAFTER),
        interview_id=key,
        transcript=f"主持人：欢迎收看在线访谈。\n{talk}",
    )
    yield days.later(random, planned, 1)
    close_interview(act=stage.act(interview.agency, Role.PUBLISHER), interview_id=key)
