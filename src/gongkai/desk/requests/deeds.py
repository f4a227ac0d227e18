"""What each act asks for and calls, one entry an act; which acts there are and who may do them stands in ``requests.offers``.

``deeds_on_the_way`` up to the reply, ``deeds_of_the_reply``, ``deeds_in_the_house``; ``given`` reads what was posted.
"""

from __future__ import annotations

from gongkai.desk.requests import deeds_in_the_house, deeds_of_the_reply, deeds_on_the_way
from gongkai.desk.requests.given import Deed

DEEDS: dict[str, Deed] = {**deeds_on_the_way.DEEDS, **deeds_of_the_reply.DEEDS, **deeds_in_the_house.DEEDS}
