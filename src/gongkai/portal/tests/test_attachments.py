"""Files of published documents: what the current edition lists can be downloaded, nothing else of the store."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.models import Publication
from gongkai.editions.publish import publish, withdraw
from gongkai.files.store import store_scan
from gongkai.numbering.keys import public_id

pytestmark = pytest.mark.django_db
SCAN = b"%PDF-1.7 a plan"


def published(cast: Cast) -> tuple[Publication, str, str]:
    """A publication with one listed file; its address and that of another file nobody published."""
    act = cast.act(Role.PUBLISHER)
    with transaction.atomic():
        listed = store_scan(act=act, agency_id=cast.government.id, name="规划图.pdf", content=SCAN)
        secret = store_scan(act=act, agency_id=cast.government.id, name="草稿.pdf", content=b"%PDF-1.7 a draft")
        entry = {"file": public_id(listed.id), "label": "规划图", "size": len(SCAN), "sha256": listed.sha256}
        publication = publish(
            act=act, subject_kind="item", subject_id=1, agency=cast.government, column="A20-03", title="规划",
            payload={"title": "规划", "attachments": [entry]},
        )  # fmt: skip
    base = f"/content/{public_id(publication.id)}"
    return publication, f"{base}/{public_id(listed.id)}", f"{base}/{public_id(secret.id)}"


def test_a_listed_file_is_downloaded_under_its_name(client: Client, cast: Cast) -> None:
    _, address, _ = published(cast)
    answer = client.get(address)
    assert (answer.status_code, answer.getvalue(), answer["Content-Type"]) == (200, SCAN, "application/pdf")
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%E8%A7%84%E5%88%92%E5%9B%BE.pdf"


def test_a_file_the_edition_does_not_list_is_not_found(client: Client, cast: Cast) -> None:
    _, _, secret = published(cast)
    assert client.get(secret).status_code == 404


def test_a_withdrawn_document_takes_its_files_along(client: Client, cast: Cast) -> None:
    publication, address, _ = published(cast)
    with transaction.atomic():
        withdraw(
            act=cast.act(Role.PUBLISHER), subject_kind="item", subject_id=publication.subject_id,
            state=Publication.State.WITHDRAWN_SILENTLY,
        )  # fmt: skip
    assert client.get(address).status_code == 404
