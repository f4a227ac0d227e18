"""Random people try random moves; a model of ten lines says what each may do, and nothing else ever happens."""

from __future__ import annotations

from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongkai.agencies.errors import Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import Act
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.standing import approved_for_publication
from gongkai.review.usecases.open_sheet import open_sheet
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review
from gongkai.review.usecases.return_sheet import recall_sheet, return_sheet

ORDER = ("SECRECY", "FIRST", "SECOND", "FINAL")
NEEDED = dict(
    zip(ORDER, (Role.SECRECY_REVIEWER, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER), strict=True)
)
ALL = (Role.DRAFTER, *NEEDED.values())
PEOPLE = {
    "drafter with every role": ALL, "甲": ALL, "乙": ALL, "丙": ALL, "丁": ALL,
    "secrecy reviewer": (Role.SECRECY_REVIEWER,), "approver": (Role.APPROVER,), "nobody": (),
}  # fmt: skip
DIGESTS = ("a" * 64, "b" * 64)


def machine_for(cast: Cast, approvals: list[int]) -> type[RuleBasedStateMachine]:
    acts: dict[str, Act] = {who: cast.act(*roles, who=who) for who, roles in PEOPLE.items()}
    acts["elsewhere"] = cast.act(*ALL, agency=cast.police)
    author = int(acts["drafter with every role"].actor_id)

    class Review(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.rollback = transaction.atomic()
            self.rollback.__enter__()
            self.passed: list[str] = []
            self.state = "RETURNED"
            self.digest = DIGESTS[0]
            self.reopen(0)

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.rollback.__exit__(None, None, None)

        def may(self, who: str, stage: str) -> bool:
            place = len(self.passed)
            return (
                self.state == "OPEN"
                and who not in ("elsewhere", "drafter with every role")
                and who not in self.passed
                and ORDER[place] == stage
                and NEEDED[stage] in PEOPLE[who]
            )

        @precondition(lambda self: self.state in ("RETURNED", "RECALLED"))
        @rule(content=st.integers(0, 1))
        def reopen(self, content: int) -> None:
            self.digest = DIGESTS[content]
            self.sheet = open_sheet(
                act=acts["drafter with every role"], subject_kind="test", subject_id=1, agency_id=cast.office.id,
                title="题", path="full", content_digest=self.digest, authors=[author],
            )  # fmt: skip
            self.passed, self.state = [], "OPEN"

        @rule(who=st.sampled_from(sorted(acts)), stage=st.sampled_from(ORDER))
        def tries_a_stage(self, who: str, stage: str) -> None:
            allowed, done = self.may(who, stage), True
            try:
                if stage == "SECRECY":
                    record_secrecy_review(act=acts[who], sheet_id=self.sheet.id, conclusion="MAY_BE_PUBLIC")
                else:
                    pass_stage(act=acts[who], sheet_id=self.sheet.id, stage=stage)
            except Refused:
                done = False
            assert done == allowed, (who, stage, self.passed, self.state)
            if done:
                self.passed.append(who)
                self.state = "APPROVED" if len(self.passed) == len(ORDER) else "OPEN"

        @precondition(lambda self: self.state == "OPEN")
        @rule(who=st.sampled_from(("甲", "乙", "丙", "丁")))
        def tries_the_next_stage(self, who: str) -> None:
            self.tries_a_stage(who, ORDER[len(self.passed)])

        @rule(who=st.sampled_from(("甲", "乙", "approver", "drafter with every role", "elsewhere")))
        def tries_to_return(self, who: str) -> None:
            allowed, done = self.state == "OPEN" and self.may(who, ORDER[len(self.passed)]), True
            try:
                return_sheet(act=acts[who], sheet_id=self.sheet.id, reason="请补充依据")
            except Refused:
                done = False
            assert done == allowed
            self.state = "RETURNED" if done else self.state

        @rule(who=st.sampled_from(("drafter with every role", "甲", "elsewhere")))
        def tries_to_recall(self, who: str) -> None:
            allowed, done = who == "drafter with every role" and self.state in ("OPEN", "APPROVED"), True
            try:
                recall_sheet(act=acts[who], sheet_id=self.sheet.id, reason="补充")
            except Refused:
                done = False
            assert done == allowed
            self.state = "RECALLED" if done else self.state

        @invariant()
        def only_four_different_strangers_make_it_public(self) -> None:
            sheet = ReviewSheet.objects.get(pk=self.sheet.pk)
            assert sheet.state == self.state
            steps = list(ReviewStep.objects.filter(sheet=sheet, conclusion="PASSED").order_by("id"))
            assert [step.stage for step in steps] == list(ORDER[: len(self.passed)])
            assert approved_for_publication(sheet, self.digest) == (self.state == "APPROVED")
            assert not approved_for_publication(sheet, "c" * 64)
            if self.state == "APPROVED":
                approvals.append(sheet.id)
                assert len({step.officer_id for step in steps} - {author}) == 4

    return Review


def test_random_people_with_random_moves(cast: Cast) -> None:
    budget = settings(max_examples=30, stateful_step_count=25, deadline=None, derandomize=True)
    approvals: list[int] = []
    run_state_machine_as_test(machine_for(cast, approvals), settings=budget)
    assert approvals, "the machine never got a sheet approved: it proves nothing"
