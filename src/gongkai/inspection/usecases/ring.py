"""Ring for an account that has been silent too long: whoever runs it is told before it is unqualified, once a silence."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.inspection.models import Finding
from gongkai.messages.addresses import found_in
from gongkai.messages.send import send
from gongkai.newmedia.models import NewMediaAccount
from gongkai.numbering.keys import key_of, public_id
from gongkai.outbox.write import add

RINGS_AFTER_DAYS = 10


def ring_silent_accounts(*, act: Act, government: Agency) -> int:
    """Every open finding of ten days' silence and more that was not rung for yet; how many were."""
    rows = Finding.objects.filter(
        government=government, rule="M-UPDATE", cleared_on__isnull=True, rung_on__isnull=True, value__gte=RINGS_AFTER_DAYS
    )  # fmt: skip
    keys = list(rows.values_list("id", flat=True))
    return sum(_ring(act, key) for key in keys)


def _ring(act: Act, finding_id: int) -> bool:
    with transaction.atomic():
        rows = Finding.objects.select_for_update(of=("self",))
        finding = rows.filter(pk=finding_id, cleared_on__isnull=True, rung_on__isnull=True).first()
        if finding is None:
            return False
        account = NewMediaAccount.objects.select_related("agency").get(pk=key_of(finding.subject))
        finding.rung_on = act.today
        finding.save(update_fields=["rung_on"])
        channel, to = found_in(account.administrator_phone) or ("WEBHOOK", "")  # a landline only: the unit's own group
        text = f"政务新媒体“{account.name}”已{int(finding.value)}天未更新，连续两周不更新即单项否决，请尽快更新。"
        send(
            act=act, channel=channel, to=to, agency_id=account.agency_id, text=text,
            about=("newmedia_account", finding.subject),
        )  # fmt: skip
        facts: dict[str, str | int] = {"days": int(finding.value), "finding": public_id(finding.pk)}
        record(
            act, "inspection.account_rung", "newmedia_account", finding.subject, facts=facts, chain=account.agency.code
        )
        add("inspection.account_rung", finding.subject, act.now, {"days": int(finding.value)})
    return True
