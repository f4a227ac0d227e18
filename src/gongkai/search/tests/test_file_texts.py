"""Files of public documents are read after the document is found, and forgotten when it is withdrawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from gongkai.agencies.roles import Role
from gongkai.editions.tests.factories import corrected, published, withdrawn
from gongkai.files.store import store_upload
from gongkai.files.tests.samples import word
from gongkai.numbering.keys import public_id
from gongkai.search import indexing, service
from gongkai.search.file_texts import read_waiting_files
from gongkai.search.indexing import read_files
from gongkai.search.models import FileText
from gongkai.search.pages import Wish

NOW = datetime(2022, 3, 1, tzinfo=UTC)


@pytest.fixture
def attachment(cast) -> dict[str, object]:
    with transaction.atomic():
        stored = store_upload(
            act=cast.act(Role.DRAFTER), agency_id=cast.office.pk, name="岗位表.docx", content=word("招聘护林员两名")
        )
    return {"file": public_id(stored.pk), "label": "岗位表", "sha256": stored.sha256}


def test_a_document_is_found_at_once_and_by_its_files_after_they_were_read(cast, delivered, rebuilds, attachment):
    published(cast, attachments=[attachment])
    delivered()
    assert service.search(Wish("养犬")).total == 1
    assert service.search(Wish("护林员")).total == 0
    read_files(NOW)
    (hit,) = service.search(Wish("护林员")).hits
    assert (hit.title, hit.found_in_attachment) == ("温县养犬管理办法", True)
    assert "<mark>护林员</mark>" in hit.snippet
    assert rebuilds == []


def test_texts_go_with_the_document(cast, delivered, rebuilds, attachment):
    published(cast, attachments=[attachment])
    delivered()
    read_files(NOW)
    withdrawn(cast, "PURGED")
    delivered()
    assert service.search(Wish("护林员")).total == 0
    assert not FileText.objects.exists()


def test_a_file_that_a_correction_took_away_is_not_searched_any_more(cast, delivered, rebuilds, attachment):
    published(cast, attachments=[attachment])
    delivered()
    read_files(NOW)
    corrected(cast)
    delivered()
    assert service.search(Wish("护林员")).total == 0
    assert not FileText.objects.exists()


def test_what_cannot_be_read_is_noted_and_not_tried_again(cast, delivered, rebuilds, attachment):
    published(cast, attachments=[{"file": public_id(12345), "label": "不在"}])
    delivered()
    read_files(NOW)
    assert FileText.objects.get().problem == "the file is not stored here"
    assert read_waiting_files() == set()
    assert service.search(Wish("不在")).total == 1


def test_files_of_documents_indexed_before_are_read_after_a_rebuild(cast, delivered, rebuilds, attachment):
    published(cast, attachments=[attachment])
    delivered()
    FileText.objects.all().delete()
    indexing.rebuild()
    read_files(NOW)
    assert service.search(Wish("护林员")).total == 1
    indexing.rebuild()
    assert service.search(Wish("护林员")).total == 1
