"""Many at once: sixteen registrars with rollbacks, one form from many clicks, two officers on one case; on both databases."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from gongkai.agencies.errors import Refused
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.tests.committed import committed, in_threads  # noqa: F401
from gongkai.requests.models import InformationRequest, OutgoingLetter, RequestEvent, SentForm
from gongkai.requests.once import AlreadySent, claim, new_token, settle
from gongkai.requests.tests.factories import Counter, application
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.register import register

WORKERS, EACH = 16, 10


@pytest.fixture
def counter(committed: None) -> Counter:  # noqa: F811
    """A counter whose people are really there for every thread."""
    cast = Cast()
    return Counter(cast, cast.police)


def test_sixteen_registrars_with_a_fifth_rolled_back_leave_no_gap_and_no_duplicate(counter: Counter) -> None:
    def work(place: int) -> None:
        for turn in range(EACH):
            with transaction.atomic():
                register(act=counter.clerk, agency=counter.agency, channel="FAX", application=application())
                if (place + turn) % 5 == 0:
                    transaction.set_rollback(True)

    in_threads(WORKERS, work)
    numbers = InformationRequest.objects.order_by("number").values_list("number", flat=True)
    serials = [int(re.fullmatch(r"WENXIAN-GAJ2022-(\d{4})", number)[1]) for number in numbers]  # type: ignore[index]
    assert serials == list(range(1, 129))
    assert RequestEvent.objects.count() == 128


def test_one_form_clicked_by_eight_at_once_registers_once(counter: Counter) -> None:
    token, told = new_token(), []

    def work(place: int) -> None:
        try:
            with transaction.atomic():
                form = claim(token, counter.clerk.now)
                done = register(act=counter.clerk, agency=counter.agency, channel="FAX", application=application())
                settle(form, done.request, done.query_code)
        except AlreadySent:
            told.append(place)

    in_threads(8, work)
    assert InformationRequest.objects.count() == 1
    assert len(told) == 7
    assert SentForm.objects.get().query_code


def test_a_registration_killed_half_way_leaves_neither_request_nor_used_form(counter: Counter) -> None:
    def killed() -> None:
        with transaction.atomic():
            claim(new_token(), counter.clerk.now)
            register(act=counter.clerk, agency=counter.agency, channel="FAX", application=application())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert (InformationRequest.objects.count(), SentForm.objects.count()) == (0, 0)


def test_of_four_officers_asking_for_correction_at_once_one_sends_the_letter(counter: Counter) -> None:
    made = counter.under_review()
    refused: list[int] = []

    def work(place: int) -> None:
        try:
            ask_correction(act=counter.clerk, request_id=made.pk, points="请写明年份")
        except Refused:
            refused.append(place)

    in_threads(4, work)
    assert OutgoingLetter.objects.count() == 1
    assert len(refused) == 3
