"""A document that is published to another site too leads there from its page on the desk."""

from __future__ import annotations

from gongkai.agencies.roles import Role
from gongkai.catalogue.tests.walk import Walk
from gongkai.desk.documents.tests.desk import Desk, address_of
from gongkai.targets.models import TargetEntry
from gongkai.targets.usecases.set_up import add_target

THERE = "https://www.example.gov.cn/1.html"


def test_the_page_on_the_desk_leads_to_the_address_on_the_other_site_once_it_is_known(walk: Walk, desk: Desk) -> None:
    item = walk.published()
    target = add_target(
        act=walk.cast.act(Role.SYSTEM_ADMIN), agency=walk.cast.government, code="city", kind="PACKAGE", name="市平台"
    )
    entry = TargetEntry.objects.create(
        target=target, publication_id=item.publication_id, state="DELIVERED", verb="publish", edition=1, was_there=True,
        changed_at=walk.cast.clock.now(),
    )  # fmt: skip
    assert "在外部网站查看" not in desk.get(address_of(item), Role.PUBLISHER).content.decode()
    entry.address = THERE
    entry.save()
    assert (
        f'<a href="{THERE}" rel="noopener">在外部网站查看</a>'
        in desk.get(address_of(item), Role.PUBLISHER).content.decode()
    )
