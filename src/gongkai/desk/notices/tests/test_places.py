"""Before a letter goes out an officer is told what it would lack; the head of the office fills it in once, for all units."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.audit.models import AuditLine
from gongkai.clock import SystemClock, legal_day
from gongkai.desk.notices.tests.test_letters_on_the_desk import signed_in
from gongkai.numbering.keys import public_id
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import InformationRequest, Reply
from gongkai.requests.tests.factories import Counter

pytestmark = pytest.mark.django_db
PLACES = "/desk/notices/places/"


def form(cast: Cast, request: InformationRequest, verb: str, role: Role) -> str:  # noqa: F811
    address = reverse("desk:request-do", args=[public_id(request.pk), verb])
    return unescape(signed_in(cast, role, agency=cast.police).get(address).content.decode())


def filled(cast: Cast, **values: str):  # noqa: F811
    head = signed_in(cast, Role.OFFICE_HEAD, agency=cast.office)
    given = {"agency": "wenxian", "phone": "0391-6123456", "address": "温县黄河路1号"}
    return head.post(PLACES, {**given, **values})


def test_the_signer_is_told_which_names_are_missing_and_where_they_are_filled_in(cast):  # noqa: F811
    counter = Counter(cast, cast.police)
    request = counter.under_review()
    counter.drafted(request, "UNABLE_NOT_EXISTING")
    page = form(cast, request, "legal-review", Role.LEGAL_REVIEWER)
    assert "温县公安局还没有登记联系电话、联系地址" in page
    assert "没有写明真实名称：本级人民政府的行政复议机构、" in page
    assert "请机构负责人或者系统管理员在“文书模板—文书联系方式和救济机关”中填写" in page


def test_what_the_county_fills_in_is_printed_by_its_unit_and_the_warning_is_gone(cast):  # noqa: F811
    counter = Counter(cast, cast.police)
    request = counter.under_review()
    counter.drafted(request, "UNABLE_NOT_EXISTING")
    names = {"court.basic": "温县人民法院", "court.intermediate": "焦作市中级人民法院"}
    offices = {"same_level_government.office": "温县司法局"}
    assert filled(cast, **names, **offices).status_code == 302
    assert filled(cast, agency="wenxian-gaj", **names, **offices, phone="0391-7777777").status_code == 302
    page = form(cast, request, "legal-review", Role.LEGAL_REVIEWER)
    assert "alert-warning" not in page
    told = "".join(document_of(Reply.objects.get(request=request), legal_day(SystemClock().now())).paragraphs)
    assert "向温县人民政府（行政复议机构：温县司法局）申请行政复议，或者" in told
    assert "向温县人民法院提起行政诉讼" in told
    assert "0391-7777777" in told
    assert AuditLine.objects.filter(event="agencies.described").count() == 2


def test_a_closing_without_reply_warns_too(cast):  # noqa: F811
    counter = Counter(cast, cast.police)
    request = counter.under_review()
    assert "没有写明真实名称" in form(cast, request, "close-not-corrected", Role.REQUEST_OFFICER)
    assert "没有写明真实名称" not in form(cast, request, "ask-correction", Role.REQUEST_OFFICER)


def test_the_form_shows_what_is_on_file_keeps_what_was_typed_and_asks_for_what_letters_need(cast):  # noqa: F811
    filled(cast, **{"court.basic": "温县人民法院", "same_level_government.office": "温县司法局"})
    head = signed_in(cast, Role.OFFICE_HEAD, agency=cast.office)
    page = unescape(head.get(f"{PLACES}?agency=wenxian-gaj").content.decode())
    assert 'value="温县人民法院"' in page
    refused = filled(cast, phone=" ", address="新址88号")
    assert refused.status_code == 400
    told = unescape(refused.content.decode())
    assert "请填写联系电话" in told
    assert 'value="新址88号"' in told
    cast.government.refresh_from_db()
    assert cast.government.contact["address"] == "温县黄河路1号"


def test_only_administrators_of_the_agency_reach_it(cast):  # noqa: F811
    of_the_police = signed_in(cast, Role.OFFICE_HEAD, agency=cast.police)
    assert of_the_police.get(PLACES).status_code == 200
    assert of_the_police.get(f"{PLACES}?agency=wenxian").status_code == 404
    assert of_the_police.post(PLACES, {"agency": "wenxian-scjgj", "phone": "1", "address": "1"}).status_code == 404
    assert signed_in(cast, Role.REQUEST_OFFICER, agency=cast.police).get(PLACES).status_code == 403
