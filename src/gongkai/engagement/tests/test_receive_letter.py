"""A letter comes in: what is asked of it, how it is numbered, and that nobody reads who wrote it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.engagement.models import Letter, LetterReceived
from gongkai.engagement.selectors import letters_of_phone, own_letter
from gongkai.engagement.tests.factories import PHONE, WRITER, receive, reviewed, told_privately


def test_a_citizens_letter_gets_a_number_a_code_and_a_fact(cast: Cast) -> None:
    receipt = receive(cast)
    assert receipt.letter.number == "XJ2022-00001"
    assert len(receipt.query_code) == 8
    fact = LetterReceived.objects.get()
    assert (fact.agency, fact.channel, fact.happened_on) == (cast.government, "LEADER_MAILBOX", date(2022, 3, 1))


def test_numbers_run_without_gaps_although_one_letter_was_refused(cast: Cast) -> None:
    receive(cast)
    with pytest.raises(Refused):
        receive(cast, text=" ")
    assert receive(cast).letter.number == "XJ2022-00002"


def test_each_agency_and_year_has_its_own_numbers(cast: Cast) -> None:
    receive(cast)
    assert receive(cast, agency=cast.police).letter.number == "XJ2022-00001"
    cast.on(date(2023, 1, 3))
    assert receive(cast).letter.number == "XJ2023-00001"


def test_all_faults_are_told_at_once_with_what_is_accepted(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        receive(cast, channel="FAX", kind="?", writer_name="", title="长" * 101, text="")
    assert [reason.field for reason in refusal.value.reasons] == ["channel", "kind", "writer_name", "title", "text"]
    assert "LEADER_MAILBOX、CITY_GOV_ONLINE、MESSAGE" in refusal.value.reasons[0].text
    assert "标题最多100字，现有101字" in str(refusal.value)
    assert Letter.objects.count() == 0


def test_the_database_row_holds_no_plain_word_of_the_writer(cast: Cast) -> None:
    receive(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM engagement_letter")
        row = b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in cursor.fetchone())
    for secret in (WRITER, PHONE, "户口"):
        assert secret.encode() not in row
    assert Letter.objects.get().writer_name == WRITER


def test_the_audit_line_says_nothing_of_the_writer(cast: Cast) -> None:
    receive(cast)
    line = AuditLine.objects.get(event="engagement.letter_receive")
    assert line.chain == "wenxian"
    assert line.facts == {"number": "XJ2022-00001", "state": "SUBMITTED"}


def test_the_writer_finds_the_letter_with_number_and_code_but_not_with_a_wrong_code(cast: Cast) -> None:
    receipt = receive(cast)
    found = own_letter(receipt.letter.number, receipt.query_code.lower(), "wenxian")
    assert (found.letter, found.answer) == (receipt.letter, "")
    with pytest.raises(NotFound, match="编号或查询码不正确"):
        own_letter(receipt.letter.number, "AAAAAAAA", "wenxian")


def test_the_writer_reads_the_answer_only_when_it_has_been_told(cast: Cast) -> None:
    before = reviewed(cast)
    Letter.objects.filter(pk=before.pk).update(query_digest=receive(cast).letter.query_digest)
    receipt = receive(cast)
    told = told_privately(cast)
    Letter.objects.filter(pk__in=[before.pk, told.pk]).update(query_digest=receipt.letter.query_digest)
    assert own_letter(before.number, receipt.query_code, "wenxian").answer == ""
    assert own_letter(told.number, receipt.query_code, "wenxian").answer == "请携带身份证和户口簿到户政大厅办理。"


def test_an_officer_finds_a_writers_letters_by_full_width_digits(cast: Cast) -> None:
    letter = receive(cast).letter
    receive(cast, writer_phone="13800000000")
    act = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    assert list(letters_of_phone(act, "１３８ ３９１５ １２３４")) == [letter]


def test_a_letter_of_another_system_keeps_its_day_and_counts_once(cast: Cast) -> None:
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    taken = {"act": clerk, "source": "12345热线", "source_number": "202202250017", "submitted_on": date(2022, 2, 25)}
    assert receive(cast, **taken).letter.submitted_on == date(2022, 2, 25)
    with pytest.raises(Refused, match="12345热线第202202250017号信件已登记为XJ2022-00001，同一信件只计一次"):
        receive(cast, **taken)
    assert LetterReceived.objects.count() == 1


def test_the_database_itself_refuses_the_same_source_number_twice(cast: Cast) -> None:
    first = receive(cast).letter
    second = receive(cast).letter
    Letter.objects.filter(pk=first.pk).update(source="12345热线", source_number="1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=second.pk).update(source="12345热线", source_number="1")


def test_a_citizen_cannot_back_date_a_letter(cast: Cast) -> None:
    with pytest.raises(Refused, match="网上来信的日期由系统记录"):
        receive(cast, submitted_on=date(2022, 2, 1))


def test_only_the_request_officer_of_the_agency_enters_letters(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="受理员"):
        receive(cast, act=cast.act(Role.DRAFTER, agency=cast.government))
    with pytest.raises(NotAllowed, match="只能办理本单位的事项"):
        receive(cast, act=cast.act(Role.REQUEST_OFFICER, agency=cast.police))


def test_the_same_number_entered_by_another_unit_of_the_area_counts_once_too(cast: Cast) -> None:
    county = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    town = cast.act(Role.REQUEST_OFFICER, agency=cast.township)
    receive(cast, act=county, source="12345热线", source_number="202202250017", submitted_on=date(2022, 2, 25))
    again = {"act": town, "agency": cast.township, "source": "12345", "source_number": " ２０２２０２２５００１７ "}
    with pytest.raises(Refused, match="已由温县人民政府登记为XJ2022-00001，同一信件只计一次"):
        receive(cast, **again)
    elsewhere = cast.act(Role.REQUEST_OFFICER, agency=cast.neighbour)
    receive(cast, **{**again, "act": elsewhere, "agency": cast.neighbour})  # another county's system
    assert LetterReceived.objects.count() == 2


def test_a_form_sent_again_with_another_wish_or_file_is_refused_not_taken_for_the_same(cast: Cast) -> None:
    first = receive(cast, submission="form one")
    assert receive(cast, submission="form one").letter == first.letter
    for changed in ({"wishes_public": False}, {"writer_phone": "13800000000"}, {"text": "另一件事"}):
        with pytest.raises(Refused, match="这张表单已经提交，编号XJ2022-00001"):
            receive(cast, submission="form one", **changed)
    assert Letter.objects.get().wishes_public


def test_a_mistyped_year_is_named(cast: Cast) -> None:
    clerk = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    with pytest.raises(Refused, match="来信日期0022-03-01过早"):
        receive(cast, act=clerk, submitted_on=date(22, 3, 1))
