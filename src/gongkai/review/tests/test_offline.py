"""Signed on paper, lent reviewers, chosen paths: whose stage it is, and that it still takes two people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.files.store import store_scan
from gongkai.review.models import OfflineSignature, ReviewSheet
from gongkai.review.selectors import sheets_waiting_for
from gongkai.review.tests.test_review import opened, secrecy
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.sign_offline import attest_signature, record_signature


def before_final(cast: Cast) -> ReviewSheet:
    sheet = opened(cast)
    secrecy(cast, sheet)
    pass_stage(act=cast.act(Role.FIRST_REVIEWER), sheet_id=sheet.id, stage="FIRST")
    return pass_stage(act=cast.act(Role.SECOND_REVIEWER), sheet_id=sheet.id, stage="SECOND")


def recorded(cast: Cast, sheet: ReviewSheet, **more: Any) -> OfflineSignature:
    clerk = cast.act(Role.DRAFTER)
    scan = store_scan(act=clerk, agency_id=sheet.agency_id, name="签字.pdf", content=b"%PDF-1.7")
    given: dict[str, Any] = {
        "stage": "FINAL", "leader_id": cast.officer(Role.APPROVER).id, "signed_on": date(2022, 3, 1), "opinion": "同意", "scan": scan,
    }  # fmt: skip
    return record_signature(act=clerk, sheet_id=sheet.id, **{**given, **more})


def test_a_signature_on_paper_counts_as_the_leaders_stage_once_a_second_officer_attests_it(cast: Cast) -> None:
    sheet = before_final(cast)
    row = recorded(cast, sheet)
    sheet.refresh_from_db()
    assert (sheet.state, row.state) == ("OPEN", "RECORDED")
    row = attest_signature(act=cast.act(Role.OFFICE_HEAD), signature_id=row.id, agreed=True)
    sheet.refresh_from_db()
    assert sheet.state == "APPROVED"
    assert row.step is not None
    assert (row.step.officer_id, row.step.opinion) == (cast.officer(Role.APPROVER).id, "同意（线下审签 2022-03-01）")


def test_who_recorded_who_signed_and_who_wrote_do_not_attest(cast: Cast) -> None:
    row = recorded(cast, before_final(cast))
    with pytest.raises(Refused, match="签字领导本人不得核实"):
        attest_signature(act=cast.act(Role.APPROVER), signature_id=row.id, agreed=True)
    with pytest.raises(NotAllowed):
        attest_signature(act=cast.act(Role.DRAFTER), signature_id=row.id, agreed=True)
    with pytest.raises(NotFound):
        attest_signature(act=cast.act(Role.OFFICE_HEAD, agency=cast.neighbour), signature_id=row.id, agreed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfflineSignature.objects.filter(pk=row.pk).update(attested_by_id=row.recorded_by_id)


def test_what_does_not_match_leaves_the_stage_waiting_and_needs_words(cast: Cast) -> None:
    sheet = before_final(cast)
    row = recorded(cast, sheet)
    witness = cast.act(Role.OFFICE_HEAD)
    with pytest.raises(Refused, match="须写明情况"):
        attest_signature(act=witness, signature_id=row.id, agreed=False)
    attest_signature(act=witness, signature_id=row.id, agreed=False, note="不是本人签字")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.next_stage) == ("OPEN", "FINAL")
    recorded(cast, sheet)


def test_everything_wrong_with_a_record_is_told_at_once(cast: Cast) -> None:
    sheet = before_final(cast)
    with pytest.raises(Refused) as refused:
        recorded(
            cast,
            sheet,
            stage="FIRST",
            leader_id=cast.officer(Role.SECOND_REVIEWER).id,
            signed_on=date(2022, 3, 9),
            opinion=" ",
            scan=None,
        )
    assert [reason.field for reason in refused.value.reasons] == [
        "stage",
        "leader",
        "leader",
        "signed_on",
        "opinion",
        "scan",
    ]


def test_the_secrecy_review_is_not_signed_on_paper(cast: Cast) -> None:
    with pytest.raises(Refused, match="须由保密审查员在系统中记录"):
        recorded(cast, opened(cast), stage="SECRECY", leader_id=cast.officer(Role.SECRECY_REVIEWER).id)


def lend(cast: Cast, to: str) -> None:
    choose_setting(
        act=system_act("x", cast.clock),
        agency=cast.township,
        name="review.reviewed_by",
        value=to,
        since=date(2022, 3, 1),
    )


def test_a_township_without_reviewers_has_the_county_review_for_it(cast: Cast) -> None:
    sheet = opened(cast, agency=cast.township)
    reviewer = cast.act(Role.SECRECY_REVIEWER)
    assert sheets_waiting_for(reviewer) == []
    with pytest.raises(NotFound):
        secrecy(cast, sheet)
    lend(cast, cast.office.code)
    assert sheets_waiting_for(reviewer) == [sheet]
    assert secrecy(cast, sheet).next_stage == "FIRST"
    with pytest.raises(NotAllowed):
        pass_stage(act=cast.act(Role.APPROVER), sheet_id=sheet.id, stage="FIRST")
    lend(cast, "")
    assert sheets_waiting_for(cast.act(Role.FIRST_REVIEWER)) == []
