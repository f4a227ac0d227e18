"""What is expected, and which items were said to meet it."""

from gongkai.completeness.models.fiscal import FiscalApproval, FiscalTie, Form, FundProgramme, FundTie
from gongkai.completeness.models.reposts import PolicyToRepost, RepostTask
from gongkai.completeness.models.standard import StandardItem, StandardTie, StandardVersion

__all__ = [
    "FiscalApproval",
    "FiscalTie",
    "Form",
    "FundProgramme",
    "FundTie",
    "PolicyToRepost",
    "RepostTask",
    "StandardItem",
    "StandardTie",
    "StandardVersion",
]
