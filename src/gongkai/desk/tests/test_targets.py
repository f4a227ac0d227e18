"""Forms of the publication targets that are refused come back as they were typed: a mapping of thirty lines is not typed twice."""

from __future__ import annotations

import pytest

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.desk.documents.tests.desk import Desk, said
from gongkai.numbering.keys import public_id
from gongkai.targets.models import Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Desk:  # noqa: F811
    seed_columns(Column)
    return Desk(cast)


def test_a_refused_target_and_a_refused_mapping_keep_what_was_typed(desk: Desk) -> None:
    admin = desk.client(Role.SYSTEM_ADMIN)
    given = {"agency": "wenxian", "kind": "TABLE", "name": "市集约化平台", "code": "Ab/../c", "site": "www.jiaozuo"}
    answer = admin.post("/desk/targets/add/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("代码“Ab/../c”应为", "不是网址", 'value="市集约化平台"', 'value="Ab/../c"', 'value="www.jiaozuo"'):
        assert told in page
    assert not Target.objects.exists()
    assert admin.post("/desk/targets/add/", {**given, "code": "jiaozuo", "site": ""}).status_code == 302
    address = f"/desk/targets/{public_id(Target.objects.get().pk)}/change/"
    mapping = {
        "name": "市平台", "format": "XLSX", "heading": ["信息标题", "信息标题"], "field": ["title", "index_number"], "column-zwdt": "要闻",
    }  # fmt: skip
    refused = admin.post(address, mapping)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "不能重复" in page
    assert page.count('value="信息标题"') == 2
    assert 'value="要闻"' in page
    assert Target.objects.get().name == "市集约化平台"
    taken = admin.post(address, {**mapping, "format": "xlsx", "heading": ["信息标题", "索引号"]})
    assert "没有“编号”" in said(taken)
