"""Keep a superior's blank workbook, and map its cells to figures once."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.files.names import plain_name
from gongkai.files.store import read, store_upload
from gongkai.files.uploads import examined
from gongkai.numbering.keys import public_id
from gongkai.oversight.form_filler import LEFT_EMPTY, NotAForm, labels, read_form
from gongkai.oversight.models import FormTemplate

_WRITERS = (Role.DRAFTER, Role.OFFICE_HEAD)


def keep_form(*, act: Act, agency: Agency, name: str, file_name: str, content: bytes) -> FormTemplate:
    """A blank XLSX under a name of its own; a file that cannot be read is refused, nothing is stored."""
    require(act, *_WRITERS, agency_id=agency.pk)
    reasons = [] if name.strip() and len(name) <= 120 else [Reason("name", "请填写报表名称，最多120字")]
    if FormTemplate.objects.filter(agency=agency, name=name.strip()).exists():
        reasons.append(Reason("name", f"已有名为“{name.strip()}”的报表"))
    shown = plain_name(file_name)
    _, faults = examined(shown, content, ("xlsx",))  # by a process of its own, before anything of it is read here
    refuse_if([*reasons, *(Reason("file", text) for text in faults)])
    try:
        read_form(content)
    except NotAForm as problem:
        raise Refused([Reason("file", str(problem))]) from None
    with transaction.atomic():
        stored = store_upload(act=act, agency_id=agency.pk, name=file_name, content=content, kinds=("xlsx",))
        form = FormTemplate.objects.create(
            agency=agency, name=name.strip(), file=stored, made_by=act.actor_id, made_on=act.today
        )
        record(act, "oversight.form_kept", "form_template", public_id(form.pk), changed={"file": stored.sha256})
    return form


def map_form(*, act: Act, form_id: int, mapping: Mapping[str, str]) -> FormTemplate:
    """Which cell shows which figure; ``-`` for a cell that is to stay empty. Kept for the next time."""
    with transaction.atomic():
        form = FormTemplate.objects.select_for_update(of=("self",)).select_related("file").filter(pk=form_id).first()
        if form is None or form.agency_id not in visible_agency_ids(act):
            raise NotFound([Reason("form", "没有这份报表，或者它不属于本单位")])
        require(act, *_WRITERS, agency_id=form.agency_id)
        chosen = {address: key for address, key in mapping.items() if key}
        blank = {
            cell.address for sheet in read_form(read(form.file)) for row in sheet.rows for cell in row if cell.is_blank
        }
        known = labels()
        reasons = [Reason("cell", f"单元格{address[:60]}不是空白单元格") for address in chosen if address not in blank]
        reasons += [
            Reason("figure", f"没有数据“{key[:60]}”")
            for key in chosen.values()
            if key != LEFT_EMPTY and key not in known
        ]
        refuse_if(reasons[:20])
        form.mapping = chosen
        form.save(update_fields=["mapping"])
        record(act, "oversight.form_mapped", "form_template", public_id(form.pk), facts={"cells": len(chosen)})
    return form
