"""Atom feeds as the portal writes them: the same content gives the same bytes, and nothing stands in them that XML cannot hold."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feed(Atom1Feed):
    """An empty feed is as old as the epoch, not as the moment of asking."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)

    def answer(self) -> HttpResponse:
        return HttpResponse(self.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def printable(text: str) -> str:
    return _NOT_FOR_XML.sub("", text)
