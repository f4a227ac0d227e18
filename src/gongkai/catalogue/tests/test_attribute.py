"""公开属性 at the source: proposed, checked, decided by the signature."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.attributes import Attribute, withheld_review_due
from gongkai.catalogue.selectors import register_of_attributes
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.determine_attribute import check_attribute, propose_attribute
from gongkai.law.holiday_notices import packaged_calendar

WITHHELD = Attribute("WITHHELD", "process_information", "讨论记录", "县政府常务会议讨论记录，尚未形成决定")


@pytest.mark.parametrize(
    ("attribute", "field"),
    [
        (Attribute("PUBLIC"), "attribute"),
        (Attribute("WITHHELD", reason="不宜公开"), "ground"),
        (Attribute("WITHHELD", "process_information", "", "理由"), "ground_kind"),
        (Attribute("WITHHELD", "state_secret", "讨论记录", "理由"), "ground_kind"),
        (Attribute("WITHHELD", "state_secret", "", "  "), "attribute_reason"),
        (Attribute("PROACTIVE", "state_secret"), "ground"),
    ],
)
def test_a_proposal_that_lacks_its_ground_is_refused(walk: Walk, attribute: Attribute, field: str) -> None:
    with pytest.raises(Refused) as refused:
        walk.draft(attribute=attribute)
    assert [reason.field for reason in refused.value.reasons] == [field]


def test_a_withheld_document_is_signed_registered_and_never_published(walk: Walk) -> None:
    item = walk.approved(walk.draft("meeting", "A20-15-02", formed_on=date(2022, 2, 28), attribute=WITHHELD))
    with pytest.raises(Refused, match="不得主动发布"):
        walk.publish(item)
    register = register_of_attributes(walk.act(Role.OFFICE_HEAD), "WITHHELD")
    assert [(row.id, row.ground_kind) for row in register] == [(item.id, "讨论记录")]
    assert list(register_of_attributes(walk.act(Role.OFFICE_HEAD), "ON_REQUEST")) == []


def test_a_withheld_item_is_assessed_again_after_a_year() -> None:
    assert withheld_review_due(date(2022, 3, 1), packaged_calendar()).day == date(2023, 3, 1)


def test_the_office_may_put_its_own_judgement_in_place(walk: Walk) -> None:
    item = walk.draft("plan", "A20-03", formed_on=date(2022, 2, 28))
    item = check_attribute(act=walk.act(Role.OFFICE_HEAD), item_id=item.id, attribute=WITHHELD)
    assert (item.attribute, item.version) == ("WITHHELD", 2)


def test_nobody_checks_the_attribute_of_the_own_draft(walk: Walk) -> None:
    both = (Role.DRAFTER, Role.OFFICE_HEAD)
    item = propose_attribute(act=walk.act(*both), item_id=walk.draft(attribute=None).id, attribute=WITHHELD)
    with pytest.raises(Refused, match="拟稿人不得审核自己"):
        check_attribute(act=walk.act(*both), item_id=item.id)
    with pytest.raises(NotAllowed):
        check_attribute(act=walk.act(Role.PUBLISHER), item_id=item.id)


def test_the_attribute_is_not_changed_under_review(walk: Walk) -> None:
    item = walk.submit(walk.draft())
    with pytest.raises(Refused, match="送审前确定"):
        propose_attribute(act=walk.act(Role.DRAFTER), item_id=item.id, attribute=WITHHELD)
    with pytest.raises(Refused, match="送审前确定"):
        check_attribute(act=walk.act(Role.OFFICE_HEAD), item_id=item.id)
