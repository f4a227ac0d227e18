"""Register a superior's policy for units to repost; a unit drafts the repost from it, ties one that is there, or says why it is none of its business."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from urllib.parse import urlsplit

from django.db import connection, transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import ids_written_for, require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.errors import agency_of, person_of
from gongkai.catalogue.models import Disclosure, Item
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.completeness.errors import not_there
from gongkai.completeness.models import PolicyToRepost, RepostTask
from gongkai.numbering.keys import public_id

COLUMN, KIND = "zwdt-zz", "repost"


def register_policy(
    *, act: Act, title: str, issuer: str, source_address: str, published_on: date, agencies: Collection[Agency],
    document_number: str = "",
) -> PolicyToRepost:  # fmt: skip
    """By the competent authority for units of its area, or by an office for itself."""
    require(act, Role.OFFICE_HEAD, Role.SUPERVISOR)
    seen = visible_agency_ids(act)
    if any(agency.id not in seen for agency in agencies):
        raise not_there("单位")
    values = {"title": title, "issuer": issuer, "document_number": document_number, "source_address": source_address}
    given = {name: " ".join(text.split()) for name, text in values.items()}
    refuse_if(_reasons(act, given, published_on, agencies))
    with transaction.atomic():
        policy = PolicyToRepost.objects.create(
            agency_id=agency_of(act), published_on=published_on, officer_id=person_of(act), at=act.now, **given
        )
        RepostTask.objects.bulk_create(RepostTask(policy=policy, agency=agency) for agency in agencies)
        record(
            act, "completeness.policy_registered", "completeness.policy", public_id(policy.id),
            facts={"published_on": published_on.isoformat(), "units": len(agencies)}, changed=given,
        )  # fmt: skip
    return policy


def begin_repost(*, act: Act, task_id: int) -> Item:
    """Draft the repost from the policy: title and source are there, the text follows, the short path reviews it."""
    require(act, Role.DRAFTER)
    with transaction.atomic():
        task = _locked(act, task_id)
        refuse_if(_settled_reasons(task))
        policy = task.policy
        item = draft_item(
            act=act, kind=KIND, column=COLUMN, agency_id=task.agency_id, title=policy.title, source=policy.issuer,
            formed_on=policy.published_on, attribute=Attribute(Disclosure.PROACTIVE),
        )  # fmt: skip
        _settle(act, task, item=item)
        record(act, "completeness.repost_begun", "completeness.repost", public_id(task.id), facts=_facts(task))
    return item


def tie_repost(*, act: Act, task_id: int, item_id: int) -> RepostTask:
    """An item of the unit that is already there is the repost; the task is done once it is public."""
    require(act, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        task = _locked(act, task_id)
        item = Item.objects.filter(pk=item_id, agency_id=task.agency_id).first()
        if item is None:
            raise not_there("信息")
        refuse_if(_settled_reasons(task, item))
        _settle(act, task, item=item)
        record(act, "completeness.repost_tied", "completeness.repost", public_id(task.id), facts=_facts(task))
    return task


def decline_repost(*, act: Act, task_id: int, reason: str) -> RepostTask:
    """Not the unit's business, decided by its disclosure office."""
    require(act, Role.OFFICE_HEAD)
    reason = " ".join(reason.split())
    with transaction.atomic():
        task = _locked(act, task_id)
        too = (
            []
            if 4 <= len(reason) <= 200
            else [Reason("reason", "请写明不需转载的理由，4 至 200 字，例如“该政策由市级统一转载”")]
        )
        refuse_if([*_settled_reasons(task), *too])
        _settle(act, task, not_needed=reason)
        record(
            act, "completeness.repost_declined", "completeness.repost", public_id(task.id), changed={"reason": reason}
        )
    return task


def _locked(act: Act, task_id: int) -> RepostTask:
    rows = RepostTask.objects.filter(pk=task_id, agency_id__in=ids_written_for(act)).select_related("policy", "item")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    if found is None:
        raise not_there("转载任务")
    return found


def _settle(act: Act, task: RepostTask, item: Item | None = None, not_needed: str = "") -> RepostTask:
    task.item, task.not_needed, task.settled_by_id, task.settled_at = item, not_needed, person_of(act), act.now
    task.save(update_fields=["item", "not_needed", "settled_by", "settled_at"])
    return task


def _facts(task: RepostTask) -> dict[str, str]:
    return {"item": public_id(task.item_id) if task.item_id else ""}


def _settled_reasons(task: RepostTask, new: Item | None = None) -> Iterator[Reason]:
    if task.not_needed:
        yield Reason("task", f"已登记为不需转载：{task.not_needed}")
    elif task.item is not None and task.item != new and task.item.state != Item.State.WITHDRAWN:
        yield Reason("task", f"已由《{task.item.title[:60]}》转载（{task.item.standing_zh}）")
    if new is not None and new.state in (Item.State.WITHDRAWN, Item.State.INHERITED):
        yield Reason("item", f"信息当前为“{new.standing_zh}”，不能作为转载")


def _reasons(act: Act, given: dict[str, str], published_on: date, agencies: Collection[Agency]) -> Iterator[Reason]:
    for name, label, longest in (("title", "政策名称", 300), ("issuer", "发布机关", 100)):
        if not given[name] or len(given[name]) > longest:
            yield Reason(name, f"请填写{label}，最多 {longest} 字")
    if len(given["document_number"]) > 60:
        yield Reason("document_number", "发文字号最多 60 字")
    parts = urlsplit(given["source_address"])
    if parts.scheme not in ("http", "https") or not parts.netloc or len(given["source_address"]) > 500:
        yield Reason("source_address", "请填写原文网址，以 http:// 或 https:// 开头，最多 500 字")
    elif PolicyToRepost.objects.filter(agency_id=agency_of(act), source_address=given["source_address"]).exists():
        yield Reason("source_address", "这个网址的政策已经登记过")
    if published_on > act.today:
        yield Reason("published_on", f"发布日期 {published_on} 晚于今天（{act.today}）")
    if not agencies:
        yield Reason("agencies", "请至少选择一个转载单位")
