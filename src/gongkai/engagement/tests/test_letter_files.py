"""Files with letters: taken encrypted, looked through, refused when hostile; public only with an answer, chosen and clean."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.engagement.letter_files import Kept, forget_unsent, keep, kept_again
from gongkai.engagement.models import Letter, LetterFile
from gongkai.engagement.selectors import own_letter
from gongkai.engagement.tests.factories import assigned, receive
from gongkai.engagement.usecases.answer_letter import answer_letter, publish_answer, review_answer
from gongkai.engagement.usecases.read_letter_file import read_letter_file, read_own_file
from gongkai.engagement.usecases.withdraw_public import take_off
from gongkai.files.models import StoredFile
from gongkai.files.store import read_sealed
from gongkai.files.tests.samples import macro_word, pdf, picture, scanned_pdf, word, zip_bomb
from gongkai.numbering.keys import key_of, public_id


def taken(cast: Cast, name: str = "照片.jpg", content: Callable[[], bytes] = picture) -> Kept:
    data = content()
    return keep(cast.citizen(), cast.government, name, len(data), lambda: data)


def test_a_photograph_goes_with_the_letter_encrypted_under_a_name_that_tells_nothing(cast: Cast) -> None:
    letter = receive(cast, files=[taken(cast, "李春梅家门口.jpg")]).letter
    file = letter.files.select_related("stored").get()
    assert (file.name, file.stored.name, file.unread) == ("李春梅家门口.jpg", "letter-file.jpg", True)
    kept = Path(settings.GONGKAI_HOME) / "files" / file.stored.sha256[:2] / file.stored.sha256
    assert not kept.read_bytes().startswith(b"\xff\xd8")
    act = cast.act(Role.REQUEST_OFFICER, agency=cast.government)
    assert read_letter_file(act=act, letter_id=letter.pk, file_id=file.pk).content == picture()
    assert AuditLine.objects.filter(event="engagement.letter_file_read").count() == 1


def test_what_stands_in_a_file_is_told_without_repeating_it(cast: Cast) -> None:
    receive(cast, files=[taken(cast, "材料.docx", lambda: word("联系人电话13839151234", author=""))])
    file = LetterFile.objects.get()
    assert file.personal == {"手机号码": 1}
    assert "13839151234" not in str(file.personal)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("宏.docx", macro_word, "宏"),
        ("炸弹.docx", zip_bomb, "炸弹.docx"),
        ("病毒.exe", lambda: b"MZ" + b"0" * 100, "扩展名是“.exe”"),
        ("图.jpg", lambda: b"<script>alert(1)</script>", "的内容不是JPEG"),
        ("空.pdf", lambda: b"", "空文件"),
        ("大.pdf", lambda: b"%PDF-" + b"0" * (10 << 20), "最大 10 MB"),
    ],
)
def test_a_hostile_file_is_refused_by_name_and_nothing_is_kept(
    cast: Cast, name: str, content: Callable[[], bytes], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        taken(cast, name, content)
    assert not StoredFile.objects.exists()


def test_more_than_five_are_too_many_and_no_letter_comes_of_it(cast: Cast) -> None:
    files = [taken(cast)] * 6
    with pytest.raises(Refused, match="附件最多5个，现有6个"):
        receive(cast, files=files)
    assert not Letter.objects.exists()


def test_a_form_names_its_files_again_and_only_with_our_signature(cast: Cast) -> None:
    one = taken(cast)
    assert kept_again([one.signed, one.signed[:-2] + "xx", "junk"]) == [one]


def test_files_of_forms_never_sent_go_after_a_day_and_letters_keep_theirs(cast: Cast) -> None:
    taken(cast, "算了.jpg")
    receive(cast, files=[taken(cast, "寄出.jpg")])
    later = datetime.now(UTC) + timedelta(hours=25)
    StoredFile.objects.update(stored_at=later - timedelta(hours=25))
    assert forget_unsent(later) == 1
    assert StoredFile.objects.count() == 1
    assert LetterFile.objects.get().stored_id == StoredFile.objects.get().pk


def test_others_and_the_supervisor_read_no_file(cast: Cast) -> None:
    letter = assigned(cast, files=[taken(cast)])
    key = letter.files.get().pk
    with pytest.raises(NotFound):
        read_letter_file(act=cast.act(Role.DRAFTER, agency=cast.market), letter_id=letter.pk, file_id=key)
    with pytest.raises(NotAllowed):
        read_letter_file(act=cast.act(Role.SUPERVISOR), letter_id=letter.pk, file_id=key)
    assert read_letter_file(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.pk, file_id=key).content


def test_the_answers_file_reaches_the_writer_once_told_and_the_public_when_chosen(cast: Cast) -> None:
    receipt = receive(cast, files=[taken(cast)])
    letter = receipt.letter
    code = {"number": letter.number, "query_code": receipt.query_code, "agency_code": cast.government.code}
    _to_unit(cast, letter)
    act = cast.act(Role.DRAFTER, agency=cast.police)
    files = [taken(cast, "办事指南.pdf", pdf), taken(cast, "修好的路灯.jpg")]
    answer_letter(act=act, letter_id=letter.pk, text="见附件。", files=files)
    answers_file, picture_file = LetterFile.objects.filter(answer__isnull=False).order_by("id")
    with pytest.raises(NotFound):
        read_own_file(**code, file_id=answers_file.pk)
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter.pk, passed=True)
    told = publish_answer(
        act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=letter.pk, title="户口迁移", question="需要哪些材料？",
        answer="见附件。", files=[answers_file.pk, picture_file.pk],
    )  # fmt: skip
    assert read_own_file(**code, file_id=answers_file.pk).name == "办事指南.pdf"
    assert own_letter(letter.number, receipt.query_code, cast.government.code).files.count() == 3
    assert told.publication is not None
    assert told.publication.current is not None
    entries = told.publication.current.payload["attachments"]
    assert [entry["label"] for entry in entries] == ["办事指南.pdf", "修好的路灯.jpg"]
    assert entries[0]["file"] != public_id(answers_file.stored_id)


def test_files_with_personal_data_unreadable_ones_and_the_writers_own_are_not_published(cast: Cast) -> None:
    letter = receive(cast, files=[taken(cast)]).letter
    _to_unit(cast, letter)
    files = [
        taken(cast, "名单.docx", lambda: word("电话13839151234", author="")),
        taken(cast, "扫描.pdf", scanned_pdf),
    ]
    answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.pk, text="见附件。", files=files)
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter.pk, passed=True)
    with pytest.raises(Refused) as refusal:
        publish_answer(
            act=cast.act(Role.PUBLISHER, agency=cast.police), letter_id=letter.pk, title="户口迁移", question="材料？",
            answer="见附件。", files=list(letter.files.values_list("pk", flat=True)),
        )  # fmt: skip
    said = str(refusal.value)
    assert "“照片.jpg”不是已审核答复的附件" in said
    assert "“名单.docx”中有手机号码1处" in said
    assert "“扫描.pdf”的内容无法检查" in said


def test_a_returned_answer_carries_its_files_on_unless_they_are_dropped(cast: Cast) -> None:
    letter = assigned(cast)
    act = cast.act(Role.DRAFTER, agency=cast.police)
    first = answer_letter(
        act=act, letter_id=letter.pk, text="一稿", files=[taken(cast, "甲.pdf", pdf), taken(cast, "乙.jpg")]
    )
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter.pk, passed=False, note="换图")
    one = first.files.order_by("id")[0]
    second = answer_letter(act=act, letter_id=letter.pk, text="二稿", carried=[one.pk])
    assert [file.name for file in second.files.all()] == ["甲.pdf"]


def _to_unit(cast: Cast, letter: Letter) -> None:
    Letter.objects.filter(pk=letter.pk).update(state="ASSIGNED", unit=cast.police)


def test_a_purge_erases_the_public_copies_and_keeps_the_file_of_the_case(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    letter = receive(cast).letter
    _to_unit(cast, letter)
    files = [taken(cast, "办事指南.docx", lambda: word("请带户口簿", author="张三")), taken(cast, "修好的路灯.jpg")]
    answer_letter(act=cast.act(Role.DRAFTER, agency=cast.police), letter_id=letter.pk, text="见附件。", files=files)
    review_answer(act=cast.act(Role.FIRST_REVIEWER, agency=cast.police), letter_id=letter.pk, passed=True)
    publisher = cast.act(Role.PUBLISHER, agency=cast.police)
    with django_capture_on_commit_callbacks(execute=True):
        told = publish_answer(
            act=publisher, letter_id=letter.pk, title="户口迁移", question="需要哪些材料？", answer="见附件。",
            files=list(letter.files.values_list("pk", flat=True)),
        )  # fmt: skip
    publication = told.publication
    assert publication is not None
    assert publication.current is not None
    shown = StoredFile.objects.filter(
        pk__in=[key_of(one["file"]) for one in publication.current.payload["attachments"]]
    )
    places = [Path(settings.GONGKAI_HOME) / "files" / one.sha256[:2] / one.sha256 for one in shown]
    assert (len(places), all(place.exists() for place in places)) == (2, True)
    assert StoredFile.objects.count() == 4  # two sealed, two for the public: none with its author's name is left over
    with django_capture_on_commit_callbacks(execute=True):
        take_off(publisher, publication, "PURGED", "泄露隐私", int(publisher.actor_id))
    assert not any(place.exists() for place in places)
    kept = LetterFile.objects.order_by("id")
    assert [file.name for file in kept] == ["办事指南.docx", "修好的路灯.jpg"]
    assert all(read_sealed(file.stored) for file in kept)
