"""Let a number or a publication rest on an approval: from then on no author takes it back."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from gongkai.agencies.errors import Reason, Refused
from gongkai.audit.acts import Act
from gongkai.review.models import ReviewSheet


def use_approval(*, act: Act, sheet: ReviewSheet | None) -> None:
    """Mark an approved sheet as used, in the transaction of what uses it; a second use changes nothing.

    Raises Refused when the approval was taken back while the caller was still looking (the update decides the race).
    """
    approved = ReviewSheet.objects.filter(pk=sheet.pk if sheet else 0, state=ReviewSheet.State.APPROVED)
    if not approved.update(used_at=Coalesce(F("used_at"), act.now)):
        raise Refused([Reason("review", "审核刚刚被撤回，请重新送审")])
