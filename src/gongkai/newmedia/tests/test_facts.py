"""Posts and standings are never changed in place: the database refuses it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.newmedia.models import AccountStanding, Post
from gongkai.newmedia.tests.factories import export, running
from gongkai.newmedia.usecases.import_posts import import_posts


def test_a_post_and_a_standing_are_not_changed(cast: Cast) -> None:
    account = running(cast)
    cast.on(date(2022, 3, 31))
    act = cast.act(Role.DRAFTER, agency=cast.police)
    import_posts(act=act, account_id=account.id, file_name="a.csv", content=export("甲,2022-03-02,"))
    for model, change in ((Post, {"title": "乙"}), (AccountStanding, {"ended_on": date(2022, 3, 5)})):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            model.objects.update(**change)  # type: ignore[attr-defined]
