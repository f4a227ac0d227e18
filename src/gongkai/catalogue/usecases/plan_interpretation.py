"""Plan the interpretation with the draft (三同步): without a plan an interpretable document is not handed in for signature."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models import InterpretationPlan, Item
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.numbering.keys import public_id

FORMS = {
    "text": "文字解读", "chart": "图解", "audio": "音频", "video": "视频", "press": "新闻发布会", "expert": "专家解读", "qa": "问答",
}  # fmt: skip


def plan_interpretation(
    *,
    act: Act,
    item_id: int,
    forms: Collection[str] = (),
    interpreter: str = "",
    points: str = "",
    exempt_reason: str = "",
) -> InterpretationPlan:
    """Forms and who interprets (谁起草、谁解读), or why none is needed. Rules and normative documents always need one."""
    require(act, Role.DRAFTER)
    with transaction.atomic():
        item = lock_item(act, item_id)
        refuse_if(_reasons(item, forms, interpreter, points, exempt_reason))
        plan, _ = InterpretationPlan.objects.update_or_create(
            item=item,
            defaults={
                "forms": [key for key in FORMS if key in forms], "interpreter": interpreter.strip(),
                "points": points.strip(), "exempt_reason": exempt_reason.strip(), "officer_id": person_of(act), "at": act.now,
            },
        )  # fmt: skip
        record(
            act, "catalogue.interpretation_planned", "catalogue.item", public_id(item.id),
            facts={"forms": " ".join(plan.forms), "exempt": bool(plan.exempt_reason)}, changed={"points": points},
        )  # fmt: skip
    return plan


def _reasons(item: Item, forms: Collection[str], interpreter: str, points: str, exempt_reason: str) -> Iterator[Reason]:
    if not item.rules.interpretable:
        yield Reason("item", f"{item.rules.label_zh}不需要解读方案")
        return
    unknown = [key for key in forms if key not in FORMS]
    if unknown:
        yield Reason("forms", f"解读形式须为{'、'.join(FORMS.values())}")
    if exempt_reason.strip():
        if item.rules.document_type:
            yield Reason("exempt_reason", f"{item.rules.label_zh}必须解读，不能免予解读")
    elif not forms or not interpreter.strip():
        yield Reason("forms", "请选择解读形式并填写解读人；不需要解读的，写明理由")
    if len(interpreter) > 60 or len(points) > 500 or len(exempt_reason) > 300:
        yield Reason("points", "解读人最多 60 字，要点最多 500 字，免予解读的理由最多 300 字")
