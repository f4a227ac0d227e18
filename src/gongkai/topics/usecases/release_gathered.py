"""Release what others gathered: from now on the public page shows it."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.numbering.keys import public_id
from gongkai.topics.changed import tell
from gongkai.topics.selectors import WAITING
from gongkai.topics.usecases.arrange import topic_locked


def release_gathered(*, act: Act, item_id: int) -> int:
    """Everything that waits and was added by somebody else; whoever added never releases. Returns how much it was."""
    require(act, Role.PUBLISHER)
    me = person_of(act)
    with transaction.atomic():
        topic = topic_locked(act, item_id)
        done = 0
        for rows in (topic.sections.filter(WAITING), topic.entries.filter(WAITING)):
            done += rows.exclude(added_by_id=me).update(released_by_id=me, released_at=act.now)
        refuse_if(
            [] if done else [Reason("officer", "没有可以由您放行的内容：收入的人不得自己放行，请由其他发布员放行")]
        )
        record(act, "topics.released", SUBJECT_KIND, public_id(item_id), facts={"number": done})
        tell(act, topic)
    return done
