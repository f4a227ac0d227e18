"""Records of this room, by what they hold: the case, its ledger, its letters, its reply, and the facts that are counted."""

from gongkai.requests.models.archive import ArchivePackage, Disposal
from gongkai.requests.models.case import InformationRequest
from gongkai.requests.models.counted import Closing, FeePayment, Receipt
from gongkai.requests.models.ledger import RequestEvent
from gongkai.requests.models.letters import Consultation, FeeNotice, OutgoingLetter
from gongkai.requests.models.once import Attempt, SentForm
from gongkai.requests.models.reply import Reply, ReplyAttachment
from gongkai.requests.models.severance import Severance, SeveranceMark
from gongkai.requests.models.working import ApplicantOpening, Assistance, CaseNote, Rating

__all__ = [
    "ApplicantOpening",
    "ArchivePackage",
    "Assistance",
    "Attempt",
    "CaseNote",
    "Closing",
    "Consultation",
    "Disposal",
    "FeeNotice",
    "FeePayment",
    "InformationRequest",
    "OutgoingLetter",
    "Rating",
    "Receipt",
    "Reply",
    "ReplyAttachment",
    "RequestEvent",
    "SentForm",
    "Severance",
    "SeveranceMark",
]
