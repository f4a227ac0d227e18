"""What every answer carries, how one gets in, and where personal data must not be."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import appoint_officer
from gongkai.audit.acts import system_act
from gongkai.audit.models import AuditLine
from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.seed import seed_columns
from gongkai.numbering.keys import public_id
from gongkai.outbox.models import Event
from gongkai.requests.models import InformationRequest, Receipt
from gongkai.requests.tests.factories import ID_NUMBER, NAME, PHONE, TEXT, Counter

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "一个足够长的口令-2022"
MARKERS = (NAME, ID_NUMBER, PHONE, TEXT[:12], "滨河路18号")


# Characters no database keeps


@pytest.mark.parametrize(
    "address", ["/bsfw/?subject=%00卫生", "/zfxxgk/zcwj/?kind=%00", "/sgs/?by=number&q=%00", "/search?q=%00"]
)
def test_a_nul_in_a_question_is_taken_out(county, address):
    """PostgreSQL answers it with an error where it reaches a query."""
    assert Client().get(address).status_code == 200


def test_a_nul_in_a_form_is_taken_out(county):
    client, officer = Client(), county.officer(Role.DRAFTER)
    client.force_login(officer, BACKEND)
    client.get("/desk/documents/?words=%00县")
    form = {"kind": "news", "column": "zwdt", "agency": officer.agency.code, "title": "县\x00政府\x00会议"}
    assert client.post("/desk/documents/new/", form).status_code == 302
    assert list(Item.objects.values_list("title", flat=True)) == ["县政府会议"]


# Headers and cookies


@pytest.fixture
def county(cast: Cast) -> Cast:
    seed_columns(Column)
    return cast


def assert_guarded(response) -> None:
    policy = response["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self'"
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "address", ["/", "/zfxxgk/", "/zfxxgk/ysqgk/", "/zfxxgk/nb/", "/desk/login/", "/desk/", "/no/such/page/"]
)
def test_every_page_carries_its_guards(county, address):
    assert_guarded(Client().get(address))


def test_pages_of_the_desk_carry_them_too(county):
    client = Client()
    client.force_login(county.officer(Role.DRAFTER), BACKEND)
    for name in ("desk:home", "desk:reports", "desk:sheets", "desk:log"):
        assert_guarded(client.get(reverse(name)))


@pytest.mark.parametrize("address", ["/", "/zfxxgk/", "/desk/login/"])
def test_no_page_needs_what_the_policy_forbids(county, address):
    text = Client().get(address).content.decode()
    for inline in ("<script>", 'style="', " onclick=", "javascript:"):
        assert inline not in text
    assert "http://" not in text.replace("http://www.w3.org", "")


def sign_in(client: Client, username: str, password: str):
    return client.post("/desk/login/", {"username": username, "password": password})


@pytest.fixture
def officer(county) -> Officer:
    return appoint_officer(
        act=system_act("test"),
        agency=county.office,
        username="linruo",
        name="林若",
        roles=[Role.DRAFTER],
        password=PASSWORD,
    )


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(officer):
    client = Client()
    assert sign_in(client, "linruo", PASSWORD).status_code == 302
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 8 * 3600
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_signing_in_gives_a_session_of_its_own(officer):
    """A session number somebody put there before is worth nothing afterwards."""
    client = Client()
    client.get("/desk/login/")
    client.session["planted"] = "1"
    client.session.save()
    before = client.session.session_key
    sign_in(client, "linruo", PASSWORD)
    assert client.session.session_key != before


def test_signing_in_leads_nowhere_else(officer):
    response = Client().post(
        "/desk/login/?next=https://example.org/",
        {"username": "linruo", "password": PASSWORD, "next": "https://example.org/"},
    )
    assert response["Location"] == "/desk/"


@pytest.fixture
def axes_on(settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3


def test_too_many_wrong_passwords_lock_the_door(officer, axes_on):
    client = Client()
    answers = [sign_in(client, "linruo", f"wrong-{number}").status_code for number in range(3)]
    assert answers[:2] == [200, 200]
    assert answers[2] in (403, 429)
    assert sign_in(client, "linruo", PASSWORD).status_code in (403, 429)


def test_fewer_wrong_passwords_do_not(officer, axes_on):
    client = Client()
    for number in range(2):
        sign_in(client, "linruo", f"wrong-{number}")
    assert sign_in(client, "linruo", PASSWORD).status_code == 302


def test_the_lock_is_on_in_production():
    program = "from gongkai.config import settings as s; print(getattr(s, 'AXES_ENABLED', True), s.AXES_FAILURE_LIMIT, s.DEBUG)"
    import_path = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONPATH": import_path}
    )
    assert done.stdout == "True 8 False\n"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(officer):
    pages = [sign_in(Client(), name, "wrong").content.decode().replace(name, "") for name in ("linruo", "nobody")]
    known, unknown = (re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages)
    assert known == unknown


def test_an_account_without_a_password_cannot_be_entered(county):
    officer = county.officer(Role.DRAFTER)
    assert authenticate(None, username=officer.username, password="") is None


# Personal data


@pytest.fixture
def registered(cast: Cast, caplog) -> InformationRequest:
    """A request with a name, a number, an address, walked to its reply; everything the program says is kept."""
    caplog.set_level(logging.DEBUG)
    counter = Counter(cast, cast.police)
    request = counter.under_review()
    counter.delivered(request)
    return request


def found_in(text: str) -> list[str]:
    return [marker for marker in MARKERS if marker in text]


def test_the_markers_are_really_there(registered):
    """Negative control: read through the model, all of it comes back."""
    fresh = InformationRequest.objects.get(pk=registered.pk)
    person = " ".join(
        (
            fresh.applicant_name,
            fresh.applicant_id_number,
            fresh.applicant_contact,
            fresh.applicant_address,
            fresh.description,
        )
    )
    assert found_in(person) == list(MARKERS)


def test_no_table_holds_them_in_the_clear(registered):
    """Every text, JSON and binary column of every table, as the database has it."""
    leaks = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for column, value in zip(cursor.description, row, strict=True):
                    text = (
                        bytes(value).decode("utf-8", "ignore") if isinstance(value, bytes | memoryview) else str(value)
                    )
                    leaks += [(table, column[0], marker) for marker in found_in(text)]
    assert leaks == []


def test_the_search_of_the_tables_finds_what_is_there(registered):
    """Negative control of the search: a value planted in the clear is found."""
    InformationRequest.objects.filter(pk=registered.pk).update(subject=NAME)
    with pytest.raises(AssertionError, match="requests_request"):
        test_no_table_holds_them_in_the_clear(registered)


def test_neither_log_nor_outbox_nor_audit_tells_them(registered, caplog):
    assert AuditLine.objects.filter(chain="wenxian-gaj").count() > 5
    told = [str(values) for model in (AuditLine, Event) for values in model.objects.values()]
    assert found_in(" ".join(told)) == []
    assert (
        found_in("\n".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends"))
        == []
    )


def test_the_page_of_the_record_masks_them_and_its_address_says_nothing(cast, registered):
    client = Client()
    client.force_login(cast.officer(Role.SUPERVISOR), BACKEND)
    address = reverse("desk:record", args=["requests.received", public_id(Receipt.objects.get().id)])
    response = client.get(address)
    assert response.status_code == 200
    assert found_in(response.content.decode()) == []
    assert found_in(address) == []


def test_a_failure_inside_a_use_case_does_not_tell_them(cast, caplog, monkeypatch):
    """Even where a database error is logged with what it was about."""
    caplog.set_level(logging.INFO)
    counter = Counter(cast, cast.police)

    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("gongkai.requests.usecases.register.request_number", fail)
    with pytest.raises(RuntimeError):
        counter.registered(on=date(2022, 3, 1))
    assert found_in(caplog.text) == []
