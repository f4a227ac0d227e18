"""All models of the room."""

from gongkai.oversight.models.assessments import Assessment, Indicator, Objection, Score
from gongkai.oversight.models.cases import (
    AccountabilityCase,
    IncidentJudged,
    RectificationOrder,
    Severity,
    TrainingSession,
)
from gongkai.oversight.models.evidence import EvidenceFile
from gongkai.oversight.models.forms import FormTemplate, WebsiteEntry
from gongkai.oversight.models.handovers import HandOver, HandOverLine
from gongkai.oversight.models.plans import PlanTask, TaskNotice, TaskUnit, WorkPlan
from gongkai.oversight.models.staff import DisclosureStaff

__all__ = [
    "AccountabilityCase",
    "Assessment",
    "DisclosureStaff",
    "EvidenceFile",
    "FormTemplate",
    "HandOver",
    "HandOverLine",
    "IncidentJudged",
    "Indicator",
    "Objection",
    "PlanTask",
    "RectificationOrder",
    "Score",
    "Severity",
    "TaskNotice",
    "TaskUnit",
    "TrainingSession",
    "WebsiteEntry",
    "WorkPlan",
]
