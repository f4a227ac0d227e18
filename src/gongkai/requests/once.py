"""A form counts once: its token is written in the transaction of what it does, so a second sending finds it there.

A double click, a reload, a browser that asks again after a lost answer: the first one does the work, the others learn what
came of it. A killed process leaves neither the work nor the token.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from gongkai.agencies.errors import Reason, Refused
from gongkai.jobs.recurring import Recurring
from gongkai.requests.models import InformationRequest, SentForm
from gongkai.requests.models.case import PERSONAL_FIELDS

_TOKEN = re.compile(r"[0-9a-f]{32}")
KEPT = timedelta(days=1)


class AlreadySent(Refused):
    """The form was sent before; what it did stands."""


def new_token() -> str:
    return secrets.token_hex(16)


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def claim(token: str, at: datetime) -> SentForm:
    """Take the token, inside the transaction of what the form does. Raises AlreadySent, or Refused where the form has none."""
    if not is_token(token):
        raise Refused([Reason("", "表单不完整或者已经失效，请重新打开页面后再提交")])
    try:
        with transaction.atomic():
            return SentForm.objects.create(token=token, sent_at=at)
    except IntegrityError as error:
        raise AlreadySent([Reason("", "这个表单已经提交过，没有重复办理")]) from error


def settle(form: SentForm, request: InformationRequest, query_code: str) -> None:
    """Keep what came of a request form, so that a second sending shows the same receipt."""
    form.request, form.query_code = request, query_code
    form.save(update_fields=["request", "query_code"])


def outcome_of(token: str, now: datetime) -> SentForm | None:
    """What a form did, for a day; None when it was not sent or is forgotten."""
    if not is_token(token):
        return None
    return (
        SentForm.objects.filter(token=token, request__isnull=False, sent_at__gte=now - KEPT)
        .select_related("request__agency")
        .defer(*(f"request__{name}" for name in PERSONAL_FIELDS))
        .first()
    )


def forget_old(now: datetime) -> int:
    return SentForm.objects.filter(sent_at__lt=now - KEPT).delete()[0]


RECURRING = (Recurring("requests.sent_forms", timedelta(hours=1), forget_old),)
