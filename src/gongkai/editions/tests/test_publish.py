"""Publish, correct, withdraw, purge: each edition stays as it was, what is taken down is told, a purge erases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.log import NotInTransaction, verify
from gongkai.audit.models import AuditLine
from gongkai.editions.log import broken_editions
from gongkai.editions.models import Edition, Publication
from gongkai.editions.publish import NotPublished, digest_of, publish
from gongkai.editions.selectors import public_list
from gongkai.editions.tests.factories import corrected, published, withdrawn
from gongkai.outbox.models import Event


def test_a_first_edition_takes_its_time_from_the_act(cast: Cast) -> None:
    publication = published(cast)
    assert publication.first_published_at == datetime(2022, 3, 1, 1, 0, tzinfo=UTC)
    assert publication.current is not None
    assert (publication.current.number, publication.state) == (1, "PUBLISHED")


def test_an_object_is_published_first_only_once(cast: Cast) -> None:
    published(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        published(cast)


def test_a_correction_is_a_further_edition_with_a_visible_note(cast: Cast) -> None:
    publication = published(cast)
    cast.on(date(2022, 3, 5))
    corrected(cast)
    publication.refresh_from_db()
    first, second = publication.editions.order_by("number")
    assert publication.current == second
    assert (first.payload["text"], first.note) == ("第一条……", "")
    assert (second.payload["text"], second.note) == ("第一条 更正", "更正第一条")
    assert publication.first_published_at == datetime(2022, 3, 1, 1, 0, tzinfo=UTC)
    assert publication.changed_at == datetime(2022, 3, 5, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("cursor", ["x", "12-", "-0000000000000", "99999999999999999999-0000000000000"])
def test_a_broken_cursor_starts_the_list_anew(cast: Cast, cursor: str) -> None:
    published(cast)
    assert len(public_list(after=cursor).items) == 1


@pytest.mark.parametrize("size", [0, 501])
def test_a_page_too_large_or_without_rows_is_refused(db: None, size: int) -> None:
    with pytest.raises(ValueError, match="a page holds 1 to 500 rows"):
        public_list(size=size)


@pytest.mark.parametrize("state", ["WITHDRAWN_WITH_NOTICE", "WITHDRAWN_SILENTLY"])
def test_a_withdrawal_takes_it_from_the_lists_and_keeps_the_editions(cast: Cast, state: str) -> None:
    published(cast)
    published(cast, 2)
    withdrawn(cast, state)
    assert [item.key for item in public_list().items] == [Publication.objects.get(subject_id=2).pk]
    assert Edition.objects.get(publication__subject_id=1).payload["text"] == "第一条……"
    assert broken_editions() == []


def test_a_purge_erases_contents_titles_notes_and_salts_of_every_edition(cast: Cast) -> None:
    publication = published(cast)
    corrected(cast, note="更正李某住址")
    digests = list(publication.editions.order_by("number").values_list("digest", flat=True))
    withdrawn(cast, "PURGED")
    publication.refresh_from_db()
    assert (publication.title, publication.state) == ("", "PURGED")
    rows = publication.editions.order_by("number")
    assert [(row.payload, bytes(row.salt), row.note) for row in rows] == [({}, b"", ""), ({}, b"", "")]
    assert [row.digest for row in rows] == digests
    assert broken_editions() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM outbox_event")
        assert "养犬" not in str(cursor.fetchall())


def test_a_state_that_withdraws_nothing_is_refused(cast: Cast) -> None:
    published(cast)
    with pytest.raises(ValueError, match="'PUBLISHED' withdraws nothing"):
        withdrawn(cast, "PUBLISHED")


def test_what_was_never_published_is_not_corrected_or_withdrawn(cast: Cast) -> None:
    with pytest.raises(NotPublished, match="test 7 was never published"):
        corrected(cast, 7)
    with pytest.raises(NotPublished):
        withdrawn(cast, "WITHDRAWN_SILENTLY", 7)


def test_a_changed_edition_no_longer_fits_its_digest(cast: Cast) -> None:
    published(cast)
    edition = published(cast, 2).current
    assert edition is not None
    assert broken_editions() == []
    Edition.objects.filter(pk=edition.pk).update(payload={"title": "温县养犬管理办法", "text": "第一条 改"})
    assert broken_editions() == [edition.pk]


def test_the_digest_is_salted_and_does_not_depend_on_the_order_of_fields() -> None:
    assert digest_of(b"s" * 16, {"a": 1, "b": "甲"}) == digest_of(b"s" * 16, {"b": "甲", "a": 1})
    assert digest_of(b"s" * 16, {"a": 1}) != digest_of(b"t" * 16, {"a": 1})
    assert digest_of(b"", {"甲": [1, None, True]}) == (
        "5f875dbf1a2132f894b2ce779c7df4eb30b290e6344a1f9c0b0bae0c5616defd"
    )


def test_equal_contents_have_different_digests(cast: Cast) -> None:
    one, other = published(cast, 1).current, published(cast, 2).current
    assert one is not None
    assert other is not None
    assert one.payload == other.payload
    assert one.digest != other.digest


def test_days_moments_and_amounts_are_kept_as_text(cast: Cast) -> None:
    moment = datetime(2022, 3, 1, 1, 2, 3, tzinfo=UTC)
    publication = published(cast, on=date(2022, 3, 1), at=moment, amount=Decimal("1029.4273"), share=0.1)
    edition = Edition.objects.get(publication=publication)
    assert (edition.payload["on"], edition.payload["at"], edition.payload["amount"]) == (
        "2022-03-01", "2022-03-01T01:02:03Z", "1029.4273",
    )  # fmt: skip
    assert broken_editions() == []


def test_every_act_is_in_the_audit_chain_and_in_the_outbox_without_the_title(cast: Cast) -> None:
    published(cast)
    corrected(cast)
    withdrawn(cast, "WITHDRAWN_WITH_NOTICE")
    lines = AuditLine.objects.filter(event__startswith="editions.").order_by("sequence")
    assert [line.event for line in lines] == ["editions.publish", "editions.correct", "editions.withdraw"]
    assert "养犬" not in str([line.facts for line in lines])
    events = Event.objects.filter(kind__startswith="edition.").order_by("id")
    assert [event.kind for event in events] == ["edition.publish", "edition.correct", "edition.withdraw"]
    assert list(verify()) == []


def test_publishing_outside_a_transaction_is_refused(committed: None) -> None:
    cast = Cast()
    with pytest.raises(NotInTransaction):
        publish(
            act=cast.act(Role.PUBLISHER), subject_kind="test", subject_id=1, agency=cast.office, column="tests",
            title="x", payload={},
        )  # fmt: skip
