"""An assessment to its final ranking: computed from records, self-assessed with evidence, two reviewers, objections, final by another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import Act
from gongkai.oversight.assessing import ranking, records_behind
from gongkai.oversight.indicators import FORMULAS, TEMPLATE
from gongkai.oversight.models import Assessment, Score
from gongkai.oversight.tests.test_hand_over import Counter
from gongkai.oversight.usecases.assess import (
    agree_scores,
    begin_review,
    compute_scores,
    decide_objection,
    make_final,
    object_to,
    publish_draft,
    review_score,
    self_assess,
    set_up_assessment,
    take_computed,
)
from gongkai.oversight.usecases.keep_staff import enter_staff
from gongkai.oversight.usecases.record_training import record_training


def supervisor(cast: Cast, who: str = "") -> Act:
    return cast.act(Role.SUPERVISOR, who=who)


def set_up(cast: Cast) -> Assessment:
    return set_up_assessment(act=supervisor(cast), agency=cast.government, year=2022, units=[cast.police, cast.market])


def score(cast: Cast, formula: str, agency: object = None) -> Score:
    return Score.objects.get(indicator__formula=formula, agency=agency or cast.police)


def test_the_template_has_a_hundred_points_and_known_formulas() -> None:
    assert sum(Decimal(points) for _, _, points, _ in TEMPLATE) == 100
    assert {formula for *_, formula in TEMPLATE if formula} == set(FORMULAS)


def test_scores_follow_from_records_and_open_to_them(cast: Cast) -> None:
    late = Counter(cast, cast.police).under_review()
    cast.on(date(2022, 5, 10))
    from_records = set_up(cast)
    assert (score(cast, "reply_on_time").computed, score(cast, "trained").computed) == (
        Decimal("12.00"),
        Decimal("0.00"),
    )
    record_training(
        act=cast.act(Role.OFFICE_HEAD, agency=cast.police),
        agency=cast.police,
        topic="条例",
        form="ONLINE",
        participants=20,
    )
    enter_staff(
        act=cast.act(Role.OFFICE_HEAD, agency=cast.police), agency=cast.police, name="李明", post="", full_time=True, since=date(2022, 1, 4)
    )  # fmt: skip
    compute_scores(act=supervisor(cast), assessment_id=from_records.pk)
    trained = score(cast, "trained")
    assert (trained.computed, trained.raw["good"], score(cast, "staffed").computed) == (
        Decimal("3.00"),
        1,
        Decimal("3.00"),
    )
    ((measure, count, lines),) = records_behind(trained)
    assert (measure.name, count, lines[0].title) == ("oversight.trainings", 1, "条例")
    assert late.pk


def test_to_the_final_ranking(cast: Cast) -> None:
    cast.on(date(2022, 12, 1))
    made = set_up(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    manual = Score.objects.get(agency=cast.police, indicator__label="法定主动公开内容完整")
    with pytest.raises(Refused, match="自评分数须附佐证"):
        self_assess(act=head, score_id=manual.pk, points="10", note="", evidence=[])
    self_assess(act=head, score_id=manual.pk, points="10", note="二十类齐全", evidence=["/zfxxgk/"])
    first, second = supervisor(cast), supervisor(cast, "二审")
    begin_review(act=first, assessment_id=made.pk)
    take_computed(act=first, assessment_id=made.pk)
    for one in Score.objects.filter(points__isnull=True).select_related("indicator"):
        points = "0" if one.indicator.is_adjustment else str(one.indicator.points)
        if one.agency == cast.market and not one.indicator.formula and not one.indicator.is_adjustment:
            points = "1"
        with pytest.raises(Refused, match="须写明理由"):
            review_score(act=first, score_id=one.pk, points="0.5")
        review_score(act=first, score_id=one.pk, points=points, reason="核查")
    with pytest.raises(Refused, match="没有两人评审"):
        publish_draft(act=first, assessment_id=made.pk)
    with pytest.raises(Refused, match="由评审人和自评人以外的人复核"):
        agree_scores(act=first, assessment_id=made.pk, agency_id=cast.police.pk)
    for unit in (cast.police, cast.market):
        agree_scores(act=second, assessment_id=made.pk, agency_id=unit.pk)
    made = publish_draft(act=first, assessment_id=made.pk)
    assert made.objections_until == date(2022, 12, 8)
    rows = ranking(first, made)
    assert [(row.place, row.agency.short_name, row.total) for row in rows] == [(1, "县公安局", Decimal("100.0")), (2, "县市场监管局", Decimal("79.0"))]  # fmt: skip
    lost = Score.objects.get(agency=cast.market, indicator__label="公开属性源头认定")
    objection = object_to(act=cast.act(Role.OFFICE_HEAD, agency=cast.market), score_id=lost.pk, text="已逐件认定")
    cast.on(date(2022, 12, 9))
    with pytest.raises(Refused) as refusal:
        make_final(act=first, assessment_id=made.pk)
    assert [reason.field for reason in refusal.value.reasons] == ["objections", "final_by"]
    with pytest.raises(Refused, match="原评审人以外的人处理"):
        decide_objection(act=first, objection_id=objection.pk, answer="采纳", points="5")
    decide_objection(act=second, objection_id=objection.pk, answer="采纳", points="5")
    made = make_final(act=second, assessment_id=made.pk)
    assert (made.state, ranking(second, made)[1].total) == ("FINAL", Decimal("83.0"))


def test_an_objection_after_its_period_is_late(cast: Cast) -> None:
    cast.on(date(2022, 12, 1))
    made = set_up(cast)
    Assessment.objects.filter(pk=made.pk).update(
        state="PUBLISHED", published_on=date(2022, 12, 1), objections_until=date(2022, 12, 8)
    )
    cast.on(date(2022, 12, 9))
    with pytest.raises(Refused, match="异议期已于2022-12-08届满"):
        object_to(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), score_id=score(cast, "trained").pk, text="异议")


def test_before_publication_a_unit_sees_only_itself(cast: Cast) -> None:
    made = set_up(cast)
    rows = ranking(cast.act(Role.OFFICE_HEAD, agency=cast.police), made)
    assert [row.agency.short_name for row in rows] == ["县公安局"]


@pytest.mark.parametrize("points", ["-1", "12.5", "满分", "NaN", "1e2", "3.333", ""])
def test_points_outside_their_range_are_refused(cast: Cast, points: str) -> None:
    set_up(cast)
    with pytest.raises(Refused) as refusal:
        self_assess(
            act=cast.act(Role.OFFICE_HEAD, agency=cast.police), score_id=score(cast, "reply_on_time").pk, points=points, note="", evidence=["x"]
        )  # fmt: skip
    assert refusal.value.reasons[0].field == "points"


def test_a_unit_scores_nothing_of_another(cast: Cast) -> None:
    set_up(cast)
    with pytest.raises(NotAllowed):
        review_score(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), score_id=score(cast, "trained").pk, points="3")
