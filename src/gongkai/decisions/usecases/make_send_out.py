"""Make the weekly file to the province: everything new or changed since the file before, or the zero report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.decisions.models import Kind
from gongkai.decisions.province.template import Template, templates
from gongkai.decisions.rights import allow
from gongkai.decisions.sending import Span, digest_of, late_among, refused_in, rows_to_send
from gongkai.decisions.transfers import SendOut
from gongkai.law.calendar import Calendar
from gongkai.numbering.keys import public_id

SETTLED = timedelta(minutes=1)
"""The file ends a minute ago: an import that is being committed at this moment falls wholly into the next one."""
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def make_send_out(*, act: Act, agency: Agency, kind: Kind, template: str, calendar: Calendar) -> SendOut:
    """Put down the file from the end of the last one to a minute ago. Raises NotAllowed, Refused."""
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    known = templates()
    refuse_if(_reasons(kind, template, known))
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency.pk)  # two at once: the second begins where the first ended
        last = SendOut.objects.filter(agency=agency, kind=kind).order_by("-until").first()
        since = last.until if last else BEGINNING
        until = act.now - SETTLED
        refuse_if([Reason("", "上一份报送文件刚刚生成，请稍后再试")] if since >= until else [])
        span = Span(agency, kind, since, until)
        sent = SendOut.objects.create(
            agency=agency, kind=kind, template=template, since=since, until=until, rows=rows_to_send(span).count(),
            late=sum(1 for _ in late_among(span, calendar)), refused=len(refused_in(span)),
            sha256=digest_of(span, known[template]), made_by=act.actor_name,
        )  # fmt: skip
        facts = {name: getattr(sent, name) for name in ("rows", "late", "refused", "template")}
        record(
            act, "decisions.sent_out", "decisions.send_out", public_id(sent.pk), chain=agency.code,
            facts={"kind": str(kind), **facts},
        )  # fmt: skip
    return sent


def _reasons(kind: Kind, template: str, known: Mapping[str, Template]) -> Iterator[Reason]:
    found = known.get(template)
    if found is None:
        yield Reason("template", f"没有名为“{template}”的报送模板；可选：{'、'.join(sorted(known))}")
    elif kind not in found.ledgers:
        yield Reason("kind", f"模板“{found.label}”不含{kind.label}台账")
