"""Where each kind of open work is done: the page of the piece itself, or the list it stands in."""

from __future__ import annotations

from django.urls import reverse

from gongkai.numbering.keys import public_id

# Kind of open work -> the page of one piece, named by the piece's key.
OF_PIECE = {
    "requests.request": "desk:request",
    "catalogue.item": "desk:document",
    "catalogue.clean_up": "desk:clean-up",
    "newmedia.post": "desk:post",
    "newmedia.account": "desk:account",
    "engagement.letter": "desk:letter",
    "engagement.letter_reception": "desk:letter",
    "engagement.consultation": "desk:consultation",
    "engagement.interview": "desk:interview",
    "engagement.survey": "desk:survey",
    "decisions.upload": "desk:decision-upload",
    "remedies.case": "desk:remedy",
    "annual_report.report": "desk:report",
    "returns.return": "desk:return",
    "inspection.spot_check": "desk:spot-check",
    "oversight.plan": "desk:plan",
    "oversight.task": "desk:plan-task",
    "oversight.assessment": "desk:assessment",
    "oversight.self_assessment": "desk:score",
    "oversight.review": "desk:score",
    "oversight.case": "desk:case",
}
# Kind of open work -> the list where the piece is found.
OF_LIST = {
    "catalogue.correction": "desk:documents",
    "decisions.repair": "desk:decisions",
    "annual_report.sheet": "desk:sheets",
    "inspection.order": "desk:inspection-orders",
    "inspection.order_issued": "desk:inspection-orders",
    "inspection.self": "desk:self-inspection",
    "oversight.objection": "desk:assessments",
}


def page_of(kind: str, key: int) -> str:
    """Raises KeyError for a kind nobody has given a page: a test goes over all of them."""
    if kind in OF_PIECE:
        return reverse(OF_PIECE[kind], args=[public_id(key)])
    return reverse(OF_LIST[kind])
