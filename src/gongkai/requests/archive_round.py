"""Packages make themselves: a round over cases that were archived and have none yet."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from gongkai.agencies.errors import Refused
from gongkai.audit.acts import system_act
from gongkai.jobs.recurring import Recurring
from gongkai.notices.pdf import NoChineseFont
from gongkai.requests.archives import not_packaged
from gongkai.requests.event_words import EVENT_WORDS
from gongkai.requests.usecases.package_archive import package_archive

log = logging.getLogger(__name__)
A_ROUND = 50


def pack_round(moment: datetime) -> None:
    """A case whose package fails is told in the log and tried again at the next round; the others go on."""
    for request in not_packaged().select_related("agency")[:A_ROUND]:
        try:
            package_archive(
                act=system_act("归档", agency_code=request.agency.code), request_id=request.pk, words=EVENT_WORDS
            )
        except (Refused, NoChineseFont, OSError, ValueError) as problem:
            log.warning("no package for %s: %s", request.number, type(problem).__name__)


RECURRING = (Recurring("requests.packages", timedelta(minutes=10), pack_round),)
