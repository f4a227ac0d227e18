"""专题专栏: the list of topics, and the page of one: what its edition says, and what is public of what it gathers."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.editions.models import Publication
from gongkai.portal.article import FileLine, article_tags, files_of
from gongkai.portal.leaving import with_notices
from gongkai.portal.site import column_tags, show, site_of
from gongkai.topics.selectors import closed_days, public_topic, public_topics

TOPICS_HOME = ("/ztzl/", "专题专栏")
STATES = (("", "全部"), ("open", "进行中"), ("archived", "已归档"))


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in dict(STATES) else ""
    found = public_topics(state, request.GET.get("after", ""))
    closed = closed_days(found.rows)
    return show(
        request, "portal/topic_list.html", TOPICS_HOME[1], section=TOPICS_HOME[0], crumbs=[("", TOPICS_HOME[1])],
        tags=column_tags(TOPICS_HOME[1], "围绕重点工作汇集的政策、动态和办事信息", "专题专栏"), feed="/feed/column/ztzl.xml", states=STATES,
        state=state, topics=[(item, item.summary, closed.get(item.key)) for item in found.items], after=found.after,
        is_first=not request.GET.get("after"),
    )  # fmt: skip


def topic_answer(request: HttpRequest, found: Publication) -> HttpResponse:
    """The page of a published topic, at the address of its item."""
    assert found.current is not None
    payload, site = found.current.payload, site_of(request)
    cover, files = _cover(found)
    return show(
        request, "portal/topic.html", found.title, section=TOPICS_HOME[0], crumbs=[TOPICS_HOME, ("", found.title)],
        tags=article_tags(found, payload), payload=payload, publication=found, edition=found.current, topic=public_topic(found),
        body=with_notices(payload["body_html"], site.domain if site else ""), cover=cover, files=files,
    )  # fmt: skip


def _cover(found: Publication) -> tuple[FileLine | None, Sequence[FileLine]]:
    """The first picture among the attachments is the cover; the others stay files."""
    files = [file for file in files_of(found) if not file.is_in_text]
    cover = next((file for file in files if file.is_picture), None)
    return cover, [file for file in files if file is not cover]
