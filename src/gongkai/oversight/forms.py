"""Reads of superiors' forms."""

from __future__ import annotations

from django.db.models import QuerySet

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.oversight.models import FormTemplate


def forms_for(act: Act) -> QuerySet[FormTemplate]:
    rows = FormTemplate.objects.filter(agency_id__in=visible_agency_ids(act)).select_related("agency", "file")
    return rows.order_by("-made_on", "-id")


def form_for(act: Act, key: int) -> FormTemplate:
    found = forms_for(act).filter(pk=key).first()
    if found is None:
        raise NotFound([Reason("form", "没有这份报表，或者它不属于本单位")])
    return found
