"""Let the public pages follow the calendar: documents whose validity has ended are shown as 失效.

The figures do not wait for this: an expiry is recorded when the document is issued and counts from its day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import ids_written_for
from gongkai.audit.acts import Act, system_act
from gongkai.audit.log import record
from gongkai.catalogue.models import DocumentEnded
from gongkai.catalogue.usecases.show_end import show_end
from gongkai.clock import StoppedClock
from gongkai.jobs.recurring import Recurring
from gongkai.numbering.keys import public_id


def follow_the_calendar(moment: datetime) -> int:
    """Recurring work: show what has ended by the legal day of ``moment``."""
    act = system_act("有效期届满", StoppedClock(moment))
    return len(expire_due_documents(act=act, day=act.today))


def _run(moment: datetime) -> None:
    follow_the_calendar(moment)


RECURRING = (Recurring("catalogue.expire_due_documents", timedelta(hours=1), _run),)


def expire_due_documents(*, act: Act, day: date) -> list[DocumentEnded]:
    """Show every expiry that has come by ``day`` and is not shown yet; running it again finds nothing.

    The system acts for all agencies, an officer for the own one, an office also for its government. A day ahead of the clock is refused.
    """
    refuse_if([Reason("day", f"{day}尚未到来，今天是{act.today}")] if day > act.today else [])
    due = DocumentEnded.objects.current().filter(
        how=DocumentEnded.How.EXPIRED, happened_on__lte=day, document__end_shown_at__isnull=True
    )
    if act.agency_id is not None:
        due = due.filter(agency_id__in=ids_written_for(act))
    related = ("document__item__agency", "document__item__column", "document__item__publication")
    shown = []
    for end in due.select_related(*related).order_by("happened_on", "id"):
        item = end.document.item
        item.document = end.document
        with transaction.atomic():
            show_end(act, end.document, item, end)
            record(
                act, "catalogue.expired", "catalogue.item", public_id(item.id), facts={"on": end.happened_on},
                chain=item.agency.code,
            )  # fmt: skip
        shown.append(end)
    return shown
