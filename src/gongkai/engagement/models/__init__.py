"""All models of the room; facts stand beside the records they tell of."""

from gongkai.engagement.models.consultations import (
    AdoptionFeedback,
    ConsultationOpened,
    FeedbackPoint,
    FeedbackPublished,
    Opinion,
    OpinionReceived,
    PublicConsultation,
)
from gongkai.engagement.models.interviews import (
    InterviewAnswer,
    InterviewGuest,
    InterviewHeld,
    InterviewQuestion,
    OnlineInterview,
    QuestionAnswered,
    QuestionAsked,
)
from gongkai.engagement.models.letter_imports import LetterImport, LetterMapping
from gongkai.engagement.models.letters import (
    Letter,
    LetterAnswer,
    LetterAssistance,
    LetterClosed,
    LetterFile,
    LetterReceived,
    LetterStep,
)
from gongkai.engagement.models.surveys import Survey, SurveyAnswer, SurveyOpened, SurveyResultPublished, UsedToken

__all__ = [
    "AdoptionFeedback",
    "ConsultationOpened",
    "FeedbackPoint",
    "FeedbackPublished",
    "InterviewAnswer",
    "InterviewGuest",
    "InterviewHeld",
    "InterviewQuestion",
    "Letter",
    "LetterAnswer",
    "LetterAssistance",
    "LetterClosed",
    "LetterFile",
    "LetterImport",
    "LetterMapping",
    "LetterReceived",
    "LetterStep",
    "OnlineInterview",
    "Opinion",
    "OpinionReceived",
    "PublicConsultation",
    "QuestionAnswered",
    "QuestionAsked",
    "Survey",
    "SurveyAnswer",
    "SurveyOpened",
    "SurveyResultPublished",
    "UsedToken",
]
