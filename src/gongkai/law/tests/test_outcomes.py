"""The table of outcomes against domain 3.6 and the rows of table 3."""

from __future__ import annotations

import pytest

from gongkai.law.applicants import ApplicantCategory
from gongkai.law.errors import LawError
from gongkai.law.exemptions import EXEMPTION_GROUNDS, exemption_ground
from gongkai.law.outcomes import OUTCOMES, OutcomeGroup, PriorReconsideration, outcome, outcomes_of_row

ROWS = {
    "GRANTED_ALREADY_PUBLIC": "granted",
    "GRANTED": "granted",
    "PARTIALLY_GRANTED": "partially_granted",
    "REFUSED_STATE_SECRET": "refused.state_secret",
    "REFUSED_FORBIDDEN_BY_LAW": "refused.forbidden_by_law",
    "REFUSED_SECURITY_STABILITY": "refused.security_stability",
    "REFUSED_THIRD_PARTY": "refused.third_party",
    "REFUSED_INTERNAL_AFFAIRS": "refused.internal_affairs",
    "REFUSED_PROCESS_INFORMATION": "refused.process_information",
    "REFUSED_ENFORCEMENT_FILE": "refused.enforcement_file",
    "REFUSED_ADMINISTRATIVE_QUERY": "refused.administrative_query",
    "UNABLE_NOT_EXISTING": "unable.not_held",
    "UNABLE_NOT_RESPONSIBLE": "unable.not_held",
    "UNABLE_NEEDS_CREATION": "unable.needs_creation",
    "UNABLE_STILL_UNCLEAR": "unable.still_unclear",
    "NOT_PROCESSED_PETITION": "not_processed.petition",
    "NOT_PROCESSED_REPEAT": "not_processed.repeat",
    "NOT_PROCESSED_PUBLICATION": "not_processed.publication",
    "NOT_PROCESSED_EXCESSIVE": "not_processed.excessive",
    "NOT_PROCESSED_CONFIRM_REISSUE": "not_processed.confirm_reissue",
    "CLOSED_NOT_CORRECTED": "other.not_corrected",
    "CLOSED_FEE_UNPAID": "other.fee_unpaid",
    "CLOSED_OTHER": "other.other",
}


def test_every_code_has_its_row() -> None:
    assert {code: entry.row for code, entry in OUTCOMES.items()} == ROWS


def test_prior_reconsideration_is_marked_for_the_seven_refusals_only() -> None:
    always = {code for code, entry in OUTCOMES.items() if entry.prior is PriorReconsideration.ALWAYS}
    assert always == {code for code in ROWS if code.startswith("REFUSED_")} - {"REFUSED_ADMINISTRATIVE_QUERY"}


def test_basis_prints_as_article() -> None:
    assert str(outcome("GRANTED_ALREADY_PUBLIC").basis[0]) == "REG 36(1)"
    assert str(outcome("NOT_PROCESSED_PUBLICATION").basis[0]) == "REG 39(2)"


def test_administrative_query_stands_among_the_refusals() -> None:
    assert outcome("REFUSED_ADMINISTRATIVE_QUERY").group is OutcomeGroup.REFUSED


def test_two_outcomes_count_in_the_row_not_held() -> None:
    assert [entry.code for entry in outcomes_of_row("unable.not_held")] == [
        "UNABLE_NOT_EXISTING",
        "UNABLE_NOT_RESPONSIBLE",
    ]


def test_unknown_codes_are_refused_with_the_nearest() -> None:
    with pytest.raises(LawError, match=r"outcome: 'GRANTD' is not accepted.*Did you mean GRANTED\?"):
        outcome("GRANTD")
    with pytest.raises(LawError, match=r"Did you mean granted\?"):
        outcomes_of_row("grantd")


def test_every_ground_leads_to_a_row_of_refusal_resting_on_its_article() -> None:
    for ground in EXEMPTION_GROUNDS:
        (target,) = outcomes_of_row(ground.row)
        assert ground.basis in target.basis


def test_grounds_that_may_and_that_must_be_used() -> None:
    assert exemption_ground("trade_secret").mandatory
    assert not exemption_ground("process_information").mandatory
    assert exemption_ground("process_information").kinds_zh == ("讨论记录", "过程稿", "磋商信函", "请示报告")
    with pytest.raises(LawError, match=r"Did you mean trade_secret\?"):
        exemption_ground("trade_secrets")


def test_category_columns() -> None:
    assert ApplicantCategory.OTHER.column == "other_organisation"
    assert ApplicantCategory.NATURAL_PERSON.column == "natural_person"
