"""Rows of the catalogue: columns, items with attachments, documents, counted facts."""

from gongkai.catalogue.models.columns import Column
from gongkai.catalogue.models.documents import InterpretationLink, NormativeDocument
from gongkai.catalogue.models.drafting import Autosave
from gongkai.catalogue.models.facts import DocumentEnded, DocumentIssued, ItemPublished
from gongkai.catalogue.models.gate import FileScan, LinkProbe, Release, StockFinding
from gongkai.catalogue.models.items import Attachment, Correction, Disclosure, Item, Withdrawal
from gongkai.catalogue.models.life import Schedule, Takedown, TakedownLine
from gongkai.catalogue.models.policy import CleanUp, CleanUpLine, DocumentRelation, InterpretationPlan
from gongkai.catalogue.models.reassessing import Reassessment

__all__ = [
    "Attachment",
    "Autosave",
    "CleanUp",
    "CleanUpLine",
    "Column",
    "Correction",
    "Disclosure",
    "DocumentEnded",
    "DocumentIssued",
    "DocumentRelation",
    "FileScan",
    "InterpretationLink",
    "InterpretationPlan",
    "Item",
    "ItemPublished",
    "LinkProbe",
    "NormativeDocument",
    "Reassessment",
    "Release",
    "Schedule",
    "StockFinding",
    "Takedown",
    "TakedownLine",
    "Withdrawal",
]
