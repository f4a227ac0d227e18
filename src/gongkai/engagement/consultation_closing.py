"""Consultations and questionnaires whose last day is over close by themselves, the morning after (recurring work)."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from gongkai.agencies.errors import Refused
from gongkai.agencies.installation import is_being_built
from gongkai.audit.acts import system_act
from gongkai.clock import StoppedClock
from gongkai.engagement.models import PublicConsultation, Survey
from gongkai.engagement.usecases.consult_public import close_consultation
from gongkai.engagement.usecases.run_survey import close_survey
from gongkai.jobs.recurring import Recurring

log = logging.getLogger(__name__)


def close_ended(moment: datetime) -> None:
    """Each in a transaction of its own; a demonstration year that is being built closes its own by its own clock."""
    if is_being_built():
        return
    act = system_act("consultations", StoppedClock(moment))
    ended = PublicConsultation.objects.filter(state=PublicConsultation.State.OPEN, ends_on__lt=act.today)
    for key in ended.values_list("pk", flat=True):
        try:
            close_consultation(act=act, consultation_id=key)
        except Refused as refused:  # an officer was faster
            log.info("consultation %s was not closed: %s", key, refused)
    over = Survey.objects.filter(state=Survey.State.OPEN, ends_on__lt=act.today)
    for key in over.values_list("pk", flat=True):
        try:
            close_survey(act=act, survey_id=key)
        except Refused as refused:
            log.info("survey %s was not closed: %s", key, refused)


RECURRING = (Recurring("consultations.close", timedelta(hours=1), close_ended),)
