"""Walking an item through the real use cases: every person of the cast does the own part."""

from __future__ import annotations

from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.acts import Act
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.models import Correction, Disclosure, InterpretationPlan, Item
from gongkai.catalogue.terms import NO_TERMS, Terms
from gongkai.catalogue.usecases.correct_item import correct_item, draft_correction
from gongkai.catalogue.usecases.determine_attribute import check_attribute
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.issue_document import issue_document
from gongkai.catalogue.usecases.plan_interpretation import plan_interpretation
from gongkai.catalogue.usecases.publish_item import publish_item
from gongkai.catalogue.usecases.submit_for_review import submit_for_review
from gongkai.review.models import ReviewSheet, ReviewStep
from gongkai.review.paths import STAGES
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review

PROACTIVE = Attribute(Disclosure.PROACTIVE)


class Walk:
    """The desk of one agency (the county government's own when not given)."""

    def __init__(self, cast: Cast, agency: Agency | None = None) -> None:
        self.cast = cast
        self.agency = agency or cast.government

    def act(self, *roles: Role, who: str = "") -> Act:
        return self.cast.act(*roles, agency=self.agency, who=who)

    def draft(self, kind: str = "news", column: str = "zwdt", **fields: Any) -> Item:
        given: dict[str, Any] = {
            "title": "温县召开春季农业生产现场会", "body_html": "<p>3月1日，全县春季农业生产现场会召开。</p>",
            "attribute": PROACTIVE,
        }  # fmt: skip
        return draft_item(act=self.act(Role.DRAFTER), kind=kind, column=column, **{**given, **fields})

    def document(self, kind: str = "normative_document", terms: Terms = NO_TERMS, **fields: Any) -> Item:
        given: dict[str, Any] = {
            "title": "温县农村宅基地管理办法", "summary": "规范农村宅基地审批和管理", "subject_class": "国土资源\\土地",
            "formed_on": self.cast.clock.now().date(),
        }  # fmt: skip
        return self.draft(kind, "A20-01-02", terms=terms, **{**given, **fields})

    def checked(self, item: Item) -> Item:
        return check_attribute(act=self.act(Role.OFFICE_HEAD), item_id=item.id)

    def planned(self, item: Item) -> Item:
        """With the plan of interpretation its kind asks for."""
        if item.rules.interpretable and not InterpretationPlan.objects.filter(item=item).exists():
            act = self.act(Role.DRAFTER)
            plan_interpretation(act=act, item_id=item.id, forms=["text"], interpreter="局长")
        return item

    def submit(self, item: Item, *, plan: bool = True) -> Item:
        if plan:
            self.planned(item)
        return submit_for_review(act=self.act(Role.DRAFTER), item_id=item.id)

    def review(self, sheet: ReviewSheet | None) -> None:
        """Every stage of the sheet, each by its own officer."""
        assert sheet is not None
        for key in sheet.stages:
            act = self.act(STAGES[key].role)
            if key == "SECRECY":
                record_secrecy_review(act=act, sheet_id=sheet.id, conclusion=ReviewStep.Secrecy.MAY_BE_PUBLIC)
            else:
                pass_stage(act=act, sheet_id=sheet.id, stage=key)

    def approved(self, item: Item) -> Item:
        if item.rules.attribute_checked:
            self.checked(item)
        self.review(self.submit(item).sheet)
        return item

    def publish(self, item: Item) -> Item:
        return publish_item(act=self.act(Role.PUBLISHER), item_id=item.id)

    def published(self, kind: str = "news", column: str = "zwdt", **fields: Any) -> Item:
        return self.publish(self.approved(self.draft(kind, column, **fields)))

    def issued(self, terms: Terms = NO_TERMS, **fields: Any) -> Item:
        item = self.approved(self.document(terms=terms, **fields))
        return issue_document(act=self.act(Role.PUBLISHER), item_id=item.id)

    def corrected(self, item: Item, note: str = "更正会议日期", **fields: Any) -> Item:
        correction = draft_correction(act=self.act(Role.DRAFTER), item_id=item.id, note=note, **fields)
        return self.publish_correction(correction)

    def publish_correction(self, correction: Correction) -> Item:
        self.review(correction.sheet)
        return correct_item(act=self.act(Role.PUBLISHER), correction_id=correction.id)
