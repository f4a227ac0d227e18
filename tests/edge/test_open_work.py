"""Every record that stands under an officer's name either moves with a hand-over, or somebody has said here why it need not.

A new model with an officer in it fails this until it is decided: work that nobody hands over stays with who left.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.models import Field, Model

from gongkai.agencies.models import Officer
from gongkai.agencies.open_work import kinds
from gongkai.desk.oversight.work_pages import OF_LIST, OF_PIECE

# Model -> the kind of open work it moves as.
MOVES = {
    "requests.InformationRequest": "requests.request",
    "catalogue.Item": "catalogue.item",
    "catalogue.Correction": "catalogue.correction",
    "catalogue.CleanUp": "catalogue.clean_up",
    "newmedia.PostDraft": "newmedia.post",
    "newmedia.NewMediaAccount": "newmedia.account",
    "engagement.PublicConsultation": "engagement.consultation",
    "engagement.AdoptionFeedback": "engagement.consultation",
    "engagement.LetterAnswer": "engagement.letter",
    "engagement.OnlineInterview": "engagement.interview",
    "engagement.Survey": "engagement.survey",
    "decisions.Upload": "decisions.upload",
    "decisions.RepairApplication": "decisions.repair",
    "remedies.RemedyCase": "remedies.case",
    "annual_report.AnnualReport": "annual_report.report",
    "annual_report.Section": "annual_report.report",
    "annual_report.Sheet": "annual_report.sheet",
    "returns.ReturnDraft": "returns.return",
    "inspection.InspectionOrder": "inspection.order",
    "inspection.SelfInspection": "inspection.self",
    "inspection.SpotCheck": "inspection.spot_check",
    "oversight.WorkPlan": "oversight.plan",
    "oversight.TaskUnit": "oversight.task",
    "oversight.Assessment": "oversight.assessment",
    "oversight.Score": "oversight.review",
    "oversight.Objection": "oversight.objection",
    "oversight.AccountabilityCase": "oversight.case",
    "oversight.RectificationOrder": "oversight.case",
}
_REQUEST = "part of a request: moves with it"
_DONE = "written once and done"
_OTHERS = "waits for another person, who is found by role"
STAYS = {
    "agencies.RoleGrant": "a right, not work",
    "agencies.InHand": "the table that moves",
    "oversight.HandOver": "the act of moving",
    "oversight.HandOverLine": "the act of moving",
    "requests.Severance": _REQUEST,
    "requests.SeveranceMark": _REQUEST,
    "requests.OutgoingLetter": _REQUEST,
    "requests.FeeNotice": _REQUEST,
    "requests.Reply": _REQUEST,
    "requests.ReplyAttachment": _REQUEST,
    "requests.CaseNote": _REQUEST,
    "requests.Assistance": _REQUEST,
    "requests.ApplicantOpening": _DONE,
    "requests.Disposal": _OTHERS,
    "catalogue.Takedown": _OTHERS,
    "notices.BlockVersion": _OTHERS,
    "review.OfflineSignature": _OTHERS,
    "catalogue.Schedule": "goes out by itself at its time",
    "catalogue.Autosave": "a copy of the draft, which moves",
    "catalogue.StockFinding": "found by role",
    "jobs.Job": "carried out by the machine",
    "oversight.EvidenceFile": "part of a task or a score: moves with it",
    "links.DisclosureProposal": _OTHERS,
    "completeness.RepostTask": "waits for its unit, whose officers are found by role",
    "moving.SiteUpload": "carried out by the machine",
    "moving.SiteImport": _OTHERS,
    "gongkai_messages.DailyDigest": "the officer's own mail",
    "decisions.ImportBatch": "carried out by the machine",
}
_WRITTEN_ONCE = [
    "gongkai_messages.Message",
    "completeness.FiscalApproval",
    "completeness.FundProgramme",
    "completeness.PolicyToRepost",
    "completeness.StandardVersion",
    "moving.SiteMapping",
    "targets.Target",
    "topics.TopicEntry",
    "topics.TopicSection",
    "review.ReviewStep",
    "review.ReviewMark",
    "wording.LexiconVersion",
    "catalogue.Withdrawal",
    "catalogue.InterpretationLink",
    "catalogue.Release",
    "catalogue.DocumentRelation",
    "catalogue.InterpretationPlan",
    "catalogue.Reassessment",
    "decisions.PermitRecord",
    "decisions.PenaltyRecord",
    "decisions.CoercionRecord",
    "decisions.AdministrativeCharge",
    "decisions.Revocation",
    "decisions.RepairDecision",
    "decisions.UnitMapping",
    "decisions.SendOut",
    "engagement.Opinion",
    "engagement.InterviewQuestion",
    "engagement.InterviewAnswer",
    "engagement.LetterMapping",
    "links.Tie",
    "newmedia.PostImport",
    "newmedia.WechatBinding",
    "inspection.AccountCheck",
    "annual_report.NamedFigure",
    "annual_report.Explanation",
    "annual_report.ReportVersion",
    "returns.Campaign",
    "returns.CampaignUnit",
    "search.SynonymGroup",
    "report_checks.CheckBatch",
    "report_checks.Settlement",
    "oversight.TrainingSession",
    "oversight.FormTemplate",
    "oversight.WebsiteEntry",
    "oversight.TaskNotice",
    "oversight.DisclosureStaff",
]
STAYS |= dict.fromkeys(_WRITTEN_ONCE, _DONE)


def names_an_officer(model: type[Model]) -> bool:
    fields = [field for field in model._meta.get_fields() if isinstance(field, Field)]
    return any(field.name.endswith("_by") or field.related_model is Officer for field in fields)


def undecided(models: list[type[Model]]) -> list[str]:
    return sorted(model._meta.label for model in models if model._meta.label not in MOVES.keys() | STAYS.keys())


def test_every_record_under_an_officers_name_moves_or_says_why_not() -> None:
    naming = [model for model in apps.get_models() if names_an_officer(model)]
    assert len(naming) > 60
    assert undecided(naming) == []


def test_a_room_that_was_forgotten_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(MOVES, "engagement.Survey")
    assert undecided([model for model in apps.get_models() if names_an_officer(model)]) == ["engagement.Survey"]


def test_the_kinds_named_here_are_wired_and_have_their_pages() -> None:
    wired = {work.kind for work in kinds()}
    assert set(MOVES.values()) <= wired
    assert OF_PIECE.keys() | OF_LIST.keys() == wired
    assert not OF_PIECE.keys() & OF_LIST.keys()


def test_each_kind_tells_a_newcomer_what_the_step_means() -> None:
    assert [work.kind for work in kinds() if len(work.means) < 8] == []


def test_every_kind_says_which_roles_can_go_on_with_it() -> None:
    assert [work.kind for work in kinds() if not work.roles] == []
