"""The course of one matter is the same from each end, and only what is public stands in it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.link_interpretation import link_interpretation
from gongkai.catalogue.usecases.repeal_document import repeal_document
from gongkai.editions.models import Publication
from gongkai.editions.publish import withdraw
from gongkai.engagement.models import PublicConsultation
from gongkai.engagement.tests.factories import announced_interview, opened_consultation
from gongkai.engagement.usecases.consult_public import close_consultation
from gongkai.engagement.usecases.give_feedback import Point, draft_feedback, publish_feedback
from gongkai.engagement.usecases.receive_opinion import receive_opinion
from gongkai.links.chain import chain_of
from gongkai.links.models import Tie
from gongkai.links.usecases.tie import tie_document, untie
from gongkai.numbering.keys import public_id


@pytest.fixture
def county(cast: Cast) -> Cast:
    seed_columns(Column)
    return cast


def consulted(cast: Cast) -> Publication:
    """A consultation with one opinion and published feedback."""
    found = opened_consultation(cast)
    receive_opinion(act=cast.citizen(), consultation_id=found.id, text="建议缩短期限。")
    cast.on(date(2022, 4, 1))
    close_consultation(act=cast.act(Role.DRAFTER), consultation_id=found.id)
    draft_feedback(
        act=cast.act(Role.DRAFTER), consultation_id=found.id, summary="共1条。", points=[Point("缩短期限", "ADOPTED")]
    )
    publish_feedback(act=cast.act(Role.PUBLISHER), consultation_id=found.id)
    publication = PublicConsultation.objects.get(pk=found.pk).publication
    assert publication is not None
    return publication


def on_the_portal(walk: Walk) -> Item:
    item = walk.publish(walk.issued())
    item.refresh_from_db()
    return item


def labels(here: Publication | None) -> list[str]:
    return [stage.label for stage in chain_of(here)]


def test_the_course_is_seen_from_each_end(county: Cast) -> None:
    consultation = consulted(county)
    walk = Walk(county)
    county.on(date(2022, 4, 6))
    document = on_the_portal(walk)
    interpretation = walk.published("interpretation", "A20-01-04", title="政策解读", formed_on=date(2022, 4, 6))
    link_interpretation(act=walk.act(Role.DRAFTER), interpretation_id=interpretation.id, document_id=document.id)
    interview = announced_interview(county)
    document.refresh_from_db()
    interpretation.refresh_from_db()
    drafter = county.act(Role.DRAFTER)
    assert chain_of(consultation) == ()
    tie_document(act=drafter, source=consultation, document=f"/content/{public_id(document.publication_id)}.html")
    tie_document(act=drafter, source=interview.publication, document=public_id(document.publication_id))
    whole = ["意见征集", "收到意见", "采纳情况反馈", "出台文件", "政策解读", "在线访谈"]
    feedback = Publication.objects.get(subject_kind="adoption_feedback")
    for here in (consultation, feedback, document.publication, interpretation.publication, interview.publication):
        assert sorted(labels(here)) == sorted(whole)
    assert labels(document.publication) == whole
    assert [stage.title for stage in chain_of(consultation)][1] == "1条"
    assert [stage.label for stage in chain_of(document.publication) if stage.is_here] == ["出台文件"]
    county.on(date(2022, 5, 5))
    repeal_document(act=walk.act(Role.OFFICE_HEAD), item_id=document.id, on=date(2022, 6, 1), basis="温政〔2022〕9号")
    assert labels(consultation)[-1] == "废止"


def test_a_withdrawn_document_leaves_the_course(county: Cast) -> None:
    consultation = consulted(county)
    document = on_the_portal(Walk(county))
    tie_document(act=county.act(Role.DRAFTER), source=consultation, document=public_id(document.publication_id))
    assert "出台文件" in labels(consultation)
    withdraw(
        act=county.act(Role.PUBLISHER), subject_kind="catalogue.item", subject_id=document.pk,
        state=Publication.State.WITHDRAWN_WITH_NOTICE,
    )  # fmt: skip
    assert labels(consultation) == []


def test_wrong_ties_are_refused_with_their_reason(county: Cast) -> None:
    early = on_the_portal(Walk(county))
    county.on(date(2022, 3, 2))
    consultation = consulted(county)
    drafter = county.act(Role.DRAFTER)
    with pytest.raises(Refused, match="在征集意见之前就已公布"):
        tie_document(act=drafter, source=consultation, document=public_id(early.publication_id))
    for typed in ("", "温政〔2022〕4号", "/content/zzzzzzzzzzzzz.html", public_id(consultation.pk)):
        with pytest.raises(Refused, match="不是已公开的文件"):
            tie_document(act=drafter, source=consultation, document=typed)
    with pytest.raises(NotAllowed):
        tie_document(
            act=county.act(Role.REQUEST_OFFICER), source=consultation, document=public_id(early.publication_id)
        )
    with pytest.raises(NotAllowed):
        tie_document(
            act=county.act(Role.DRAFTER, agency=county.neighbour),
            source=consultation,
            document=public_id(early.publication_id),
        )
    assert Tie.objects.count() == 0


def test_a_tie_is_made_once_and_can_be_undone(county: Cast) -> None:
    consultation = consulted(county)
    document = on_the_portal(Walk(county))
    drafter, key = county.act(Role.DRAFTER), public_id(document.publication_id)
    tie = tie_document(act=drafter, source=consultation, document=key)
    with pytest.raises(Refused, match="已经关联"):
        tie_document(act=drafter, source=consultation, document=key)
    with pytest.raises(NotFound):
        untie(act=drafter, source=document.publication, tie=public_id(tie.pk))
    untie(act=drafter, source=consultation, tie=public_id(tie.pk))
    assert labels(consultation) == []
