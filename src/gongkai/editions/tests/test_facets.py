"""What lists are filtered by follows the edition shown, and the check finds where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from gongkai.agencies.tests.factories import Cast
from gongkai.editions.facets import facets_of
from gongkai.editions.integrity import changed_editions
from gongkai.editions.models import Publication
from gongkai.editions.tests.factories import corrected, published, withdrawn

GUIDE = {"kind": "service_guide", "subject_class": "民政", "service": {"subject": "社会保障", "audience": "person"}}


def kept(row: Publication) -> tuple[str, ...]:
    row.refresh_from_db()
    return (row.kind, row.subject, row.audience, row.standing)


@pytest.mark.parametrize(
    ("document", "standing"),
    [
        (None, ""),
        ({"document_type": "rules", "effective_on": "2022-01-01"}, "in_force"),
        ({"ended_on": "2022-02-01", "ended_how": "REPEALED"}, "REPEALED"),
        ({"ended_on": "2022-02-01"}, "ended"),
    ],
)
def test_how_a_document_stands(document: dict[str, Any] | None, standing: str) -> None:
    assert facets_of({"kind": "rule", "subject_class": "国土", "document": document}) == {
        "kind": "rule", "subject": "国土", "audience": "", "standing": standing,
    }  # fmt: skip


@pytest.mark.django_db
def test_they_follow_a_correction_and_are_erased_by_a_purge(cast: Cast) -> None:
    row = published(cast, **GUIDE)
    assert kept(row) == ("service_guide", "社会保障", "person", "")
    corrected(cast, kind="rule", subject_class="国土", document={"document_type": "rules"})
    assert kept(row) == ("rule", "国土", "", "in_force")
    withdrawn(cast, "WITHDRAWN_SILENTLY")
    assert kept(row) == ("rule", "国土", "", "in_force")
    withdrawn(cast, "PURGED")
    assert kept(row) == ("", "", "", "")
    assert list(changed_editions()) == []


@pytest.mark.django_db
def test_the_check_names_what_is_not_as_the_edition_says(cast: Cast) -> None:
    row = published(cast, **GUIDE)
    assert list(changed_editions()) == []
    Publication.objects.filter(pk=row.pk).update(subject="别的", standing="in_force")
    assert [one.problem for one in changed_editions()] == [
        "subject, standing of the publication is not what its edition says"
    ]
