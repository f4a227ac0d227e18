"""A new lexicon and the check of everything published that follows from it: one cannot be had without the other."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import StockFinding
from gongkai.catalogue.stock_check import KIND
from gongkai.jobs.models import Job
from gongkai.jobs.works import put_down
from gongkai.numbering.keys import public_id
from gongkai.wording.models import LexiconVersion
from gongkai.wording.usecases.import_lexicon import import_lexicon


def change_lexicon(*, act: Act, name: str, content: bytes, note: str = "") -> tuple[LexiconVersion, Job]:
    """Import and put the check down; the caller starts the job when this has committed."""
    with transaction.atomic():
        version = import_lexicon(act=act, name=name, content=content, note=note)
        job = put_down(act, KIND, f"按第 {version.number} 版词库检查已发布信息", version=version.number)
    return version, job


def keep_finding(*, act: Act, finding_id: int, reason: str) -> StockFinding:
    """核实保留: what was found is right where it stands. Mending is a correction or a withdrawal of the item."""
    require(act, Role.FIRST_REVIEWER, Role.SECOND_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD)
    with transaction.atomic():
        rows = StockFinding.objects.select_for_update(of=("self",)).select_related("item")
        finding = rows.filter(pk=finding_id, agency_id__in=ids_written_for(act)).first()
        if finding is None:
            raise NotFound([Reason("finding", "没有这条记录，或者它不属于本单位")])
        reasons = [] if reason.strip() and len(reason) <= 300 else [Reason("reason", "保留须写明理由，最多 300 字")]
        if finding.state != StockFinding.State.OPEN:
            reasons.append(Reason("state", f"已由{finding.officer_name}核实保留"))
        if person_of(act) in finding.item.authors:
            reasons.append(Reason("officer", "拟稿人不得核实保留自己稿件中的问题"))
        refuse_if(reasons)
        finding.state, finding.reason = StockFinding.State.KEPT, reason.strip()
        finding.officer_id, finding.officer_name, finding.decided_at = person_of(act), act.actor_name, act.now
        finding.save(update_fields=["state", "reason", "officer", "officer_name", "decided_at"])
        record(
            act, "catalogue.wording_kept", "catalogue.item", public_id(finding.item_id), changed={"reason": reason},
        )  # fmt: skip
    return finding
