"""Disclosure of the year: documents in force from earlier years, and every item drafted, reviewed and published by its organ.

Each organ publishes its share; each item is drafted by one officer, goes along its path of review from hand to hand and is put on
the portal by another.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, datetime
from random import Random
from typing import Any

from gongkai.agencies.roles import Role
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Disclosure, Item
from gongkai.catalogue.terms import NO_TERMS, Terms
from gongkai.catalogue.usecases.determine_attribute import check_attribute
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.issue_document import issue_document
from gongkai.catalogue.usecases.link_interpretation import link_interpretation
from gongkai.catalogue.usecases.plan_interpretation import plan_interpretation
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.catalogue.usecases.record_inherited_document import record_inherited_document
from gongkai.catalogue.usecases.repeal_document import repeal_document
from gongkai.catalogue.usecases.submit_for_review import submit_for_review
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.scale import Scale
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian.agencies import BY_CODE, COUNTY, OFFICE, ORGANS
from gongkai.demo.wenxian.documents import INHERITED, ISSUED, Inherited, Issued
from gongkai.demo.wenxian.ledgers import share
from gongkai.demo.wenxian.texts import Text, draw
from gongkai.review.paths import SECRECY, STAGES
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review

_OFFICES = [organ for organ in ORGANS if organ.code != COUNTY]  # the government writes through its office
_LAST_DRAFT = (12, 28)
_EXPLAINED: dict[str, Any] = {"forms": ("text",), "interpreter": "起草科室负责人"}
_NOT_EXPLAINED: dict[str, Any] = {"exempt_reason": "贯彻上级部署的工作通知，不涉及公众的权利义务"}
_OPINIONS = ("同意", "同意。", "已核对，同意", "内容准确，同意发布")


def plan(stage: Stage, agenda: Agenda, scale: Scale, year: int) -> None:
    inherited: dict[str, int] = {}
    random = Random("inherited")
    for document in INHERITED:
        moment = days.office(random, date(year - 1, 12, 27))
        agenda.add(moment, _record_inherited(stage, document, inherited), "历史文件登记", cost=4)
    for issued in ISSUED:
        random = Random(f"document {issued.title}")
        moment = days.office(random, date(year, *issued.drafted))
        agenda.add(moment, _issue(stage, issued, inherited, random), "规范性文件制发", cost=30)
    _plan_ordinary(stage, agenda, scale.items - 2 * len(ISSUED), year)


def _plan_ordinary(stage: Stage, agenda: Agenda, number: int, year: int) -> None:
    """Every organ's share, on working days all through the year."""
    month, day = _LAST_DRAFT
    open_days = days.working_days(date(year, 1, 1), date(year, month, day))
    weights = [organ.weight + (BY_CODE[COUNTY].weight if organ.code == OFFICE else 0) for organ in _OFFICES]
    for organ, count in zip(_OFFICES, share(number, weights), strict=True):
        random = Random(f"items {organ.code}")
        for serial, on in enumerate(days.spread(random, open_days, count), 1):
            text = draw(random, organ, on, serial)
            agenda.add(
                days.office(random, on),
                ordinary(stage, organ.code, text, random),
                f"{organ.short_name}信息发布",
                cost=11,
            )


def ordinary(stage: Stage, organ: str, text: Text, random: Random) -> Story:
    fields: dict[str, Any] = {"title": text.title, "body_html": text.body_html, "source": text.source}
    if KINDS[text.kind].numbered:
        fields |= {
            "summary": f"印发{text.title[text.title.find('印发') + 2 :][:60]}",
            "subject_class": "综合政务\\政务公开",
        }
    item = yield from approved(stage, organ, text.kind, text.column, random, fields)
    if KINDS[text.kind].numbered:
        issue_document(act=stage.act(organ, Role.OFFICE_HEAD), item_id=item.id)
    publish_item(act=stage.act(organ, Role.PUBLISHER), item_id=item.id)


def approved(
    stage: Stage, organ: str, kind: str, column: str, random: Random, fields: dict[str, Any], terms: Terms = NO_TERMS
) -> Generator[datetime, None, Item]:
    """Draft, fix the attribute, submit, and pass every stage, each by its own officer on the same or the next working days."""
    moment = stage.clock.now()
    drafter = stage.act(organ, Role.DRAFTER)
    item = draft_item(
        act=drafter, kind=kind, column=column, attribute=Attribute(Disclosure.PROACTIVE), terms=terms,
        formed_on=drafter.today, **fields,
    )  # fmt: skip
    if item.rules.attribute_checked:
        check_attribute(act=stage.act(organ, Role.OFFICE_HEAD), item_id=item.id)
    if item.rules.interpretable:
        plan_interpretation(
            act=drafter, item_id=item.id, **(_EXPLAINED if item.rules.document_type else _NOT_EXPLAINED)
        )
    sheet = submit_for_review(act=drafter, item_id=item.id).sheet
    assert sheet is not None
    for key in sheet.stages:
        overnight = len(sheet.stages) > 2 and random.random() < 0.2
        yield (moment := days.later(random, moment, 1 if overnight else 0))
        officer = stage.act(organ, STAGES[key].role)
        if key == SECRECY:
            record_secrecy_review(act=officer, sheet_id=sheet.id, conclusion="MAY_BE_PUBLIC")
        else:
            pass_stage(act=officer, sheet_id=sheet.id, stage=key, opinion=random.choice(_OPINIONS))
    yield days.later(random, moment, 0)
    return item


def _record_inherited(stage: Stage, document: Inherited, known: dict[str, int]) -> Story:
    item = record_inherited_document(
        act=stage.act(OFFICE, Role.OFFICE_HEAD), kind="normative_document", title=document.title,
        document_number=document.number, issued_on=document.issued_on, source="县政府公报合订本",
        published_on=document.issued_on,
    )  # fmt: skip
    known[document.number] = item.id
    yield from ()


def _issue(stage: Stage, issued: Issued, inherited: dict[str, int], random: Random) -> Story:
    """A normative document and its interpretation; what it replaces is repealed the same day."""
    fields = {
        "title": issued.title, "body_html": issued.body_html, "summary": issued.summary,
        "subject_class": issued.subject_class,
    }  # fmt: skip
    item = yield from approved(
        stage, OFFICE, "normative_document", "A20-01-02", random, fields, Terms(valid_years=issued.valid_years)
    )
    head = stage.act(OFFICE, Role.OFFICE_HEAD)
    numbered = issue_document(act=head, item_id=item.id, prefix="温政办规")
    publish_item(act=stage.act(OFFICE, Role.PUBLISHER), item_id=item.id)
    if issued.replaces:
        basis = f"《{issued.title}》（{numbered.document_number}）"
        repeal_document(act=head, item_id=inherited[issued.replaces], on=head.today, basis=basis, basis_item_id=item.id)
    yield days.later(random, stage.clock.now(), 1)
    fields = {"title": f"《{issued.title}》政策解读", "body_html": issued.interpretation_html}
    explained = yield from approved(stage, OFFICE, "interpretation", "A20-01-04", random, fields)
    link_interpretation(act=stage.act(OFFICE, Role.DRAFTER), interpretation_id=explained.id, document_id=item.id)
    publish_item(act=stage.act(OFFICE, Role.PUBLISHER), item_id=explained.id)
