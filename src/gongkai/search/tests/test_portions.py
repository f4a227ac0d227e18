"""What a rebuild writes at once: bounded by number and by text."""

from __future__ import annotations

from gongkai.search import documents
from gongkai.search.documents import Document, portions


def sizes(*bodies: str) -> list[int]:
    return [
        len(portion) for portion in portions(Document(str(key), "文", body=body) for key, body in enumerate(bodies))
    ]


def test_a_portion_ends_with_so_many_documents(monkeypatch):
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 2)
    assert sizes("甲", "乙", "丙", "丁", "戊") == [2, 2, 1]


def test_a_portion_ends_with_so_much_text_and_a_long_document_is_written_alone(monkeypatch):
    monkeypatch.setattr(documents, "MOST_CHARACTERS", 10)
    assert sizes("甲" * 4, "乙" * 6, "丙" * 30, "丁") == [2, 1, 1]


def test_nothing_is_no_portion():
    assert sizes() == []
