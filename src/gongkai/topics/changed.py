"""Tell the pages that a topic's page is to be written anew, in the transaction of what changed it."""

from __future__ import annotations

from gongkai.audit.acts import Act
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.topics.models import Topic


def tell(act: Act, topic: Topic) -> None:
    """Nothing while the topic was never published: there is no page."""
    if topic.item.publication_id is not None:
        add("topics.changed", topic.item.publication_id, act.now, {"topic": public_id(topic.id)})
