"""Personal fields at rest: nothing readable in the database, a copied or changed value does not open, keys rotate."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core import serializers
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.agencies.tests.factories import Cast
from gongkai.audit.tests.committed import committed  # noqa: F401
from gongkai.engagement.models import Letter
from gongkai.engagement.tests.factories import PHONE, WRITER, receive
from gongkai.keyring import forget_cached_keys
from gongkai.privacy.cipher import CannotDecrypt, blind_index, decrypt, encrypt

OLD, NEW = "ab" * 32, "cd" * 32


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """``keys(first, second)`` makes these the keys of the installation, the first being the current one."""

    def use(*secrets: str) -> None:
        monkeypatch.setitem(os.environ, "GONGKAI_KEY", ",".join(secrets))
        forget_cached_keys()

    yield use
    monkeypatch.undo()
    forget_cached_keys()


@given(st.text(min_size=1, max_size=200).filter(lambda text: "\ud800" not in text))
def test_a_value_opens_again(text: str) -> None:
    stored = encrypt(text, "t.c")
    assert decrypt(stored, "t.c") == text


def test_equal_values_are_not_equal_when_stored() -> None:
    assert encrypt(WRITER, "t.c") != encrypt(WRITER, "t.c")


def test_a_ciphertext_copied_into_another_field_does_not_open() -> None:
    with pytest.raises(CannotDecrypt, match=r"the value of t\.phone does not open"):
        decrypt(encrypt(PHONE, "t.name"), "t.phone")


@given(st.integers(0, 40), st.integers(1, 255))
def test_a_changed_byte_does_not_open(place: int, flip: int) -> None:
    stored = bytearray(encrypt(PHONE, "t.c"))
    stored[place % len(stored)] ^= flip
    with pytest.raises(CannotDecrypt):
        decrypt(bytes(stored), "t.c")


@pytest.mark.parametrize("stored", [b"x", b"0" * 15, b"0" * 40])
def test_what_was_never_encrypted_does_not_open(stored: bytes) -> None:
    with pytest.raises(CannotDecrypt):
        decrypt(stored, "t.c")


def test_a_shortened_value_of_the_right_key_does_not_open() -> None:
    with pytest.raises(CannotDecrypt):
        decrypt(encrypt(PHONE, "t.c")[:10], "t.c")


def test_the_error_names_the_field_and_never_the_value() -> None:
    with pytest.raises(CannotDecrypt) as failure:
        decrypt(encrypt(WRITER, "t.a"), "t.b")
    assert WRITER not in str(failure.value)


def test_after_a_rotation_old_values_open_and_new_ones_carry_the_new_key(keys) -> None:  # type: ignore[no-untyped-def]
    keys(OLD)
    old = encrypt(WRITER, "t.c")
    keys(NEW, OLD)
    assert decrypt(old, "t.c") == WRITER
    new = encrypt(WRITER, "t.c")
    assert new[:4] != old[:4]
    keys(NEW)
    assert decrypt(new, "t.c") == WRITER
    with pytest.raises(CannotDecrypt, match="restore the right key file"):
        decrypt(old, "t.c")


def test_a_blind_index_finds_full_width_digits_and_spaces() -> None:
    assert blind_index("１３８ ３９１５ １２３４", "phone") == blind_index("13839151234", "phone")
    assert blind_index("Li Chunmei", "name") == blind_index("ＬＩchunmei", "name")


def test_a_blind_index_tells_values_and_purposes_apart() -> None:
    assert blind_index("13839151234", "phone") != blind_index("13839151235", "phone")
    assert blind_index("13839151234", "phone") != blind_index("13839151234", "name")
    assert blind_index("ab", "c") != blind_index("b", "ca")
    assert len(blind_index("", "phone")) == 40


def test_a_blind_index_needs_the_key(keys) -> None:  # type: ignore[no-untyped-def]
    keys(OLD)
    with_old = blind_index(PHONE, "phone")
    keys(NEW)
    assert blind_index(PHONE, "phone") != with_old


def test_the_files_of_the_database_hold_no_plain_word_of_a_writer(committed: None) -> None:  # noqa: F811
    cast = Cast()
    receive(cast, title="井盖破损", text="黄河路东段井盖破损多日无人维修")
    stored = _everything_stored()
    assert "温县人民政府办公室".encode() in stored  # the control: what is not personal is found
    for secret in (WRITER, PHONE, "井盖破损", "无人维修"):
        assert secret.encode() not in stored
        assert secret.encode("utf-16-le") not in stored
    assert Letter.objects.get().text == "黄河路东段井盖破损多日无人维修"


def test_a_value_copied_between_columns_of_the_table_does_not_open(db: None) -> None:
    receive(Cast())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE engagement_letter SET writer_name = writer_phone")
    with pytest.raises(CannotDecrypt, match=r"engagement_letter\.writer_name"):
        Letter.objects.get()
    assert Letter.objects.defer("writer_name").get().writer_phone == PHONE


def test_an_encrypted_field_cannot_be_searched_or_serialised(db: None) -> None:
    receive(Cast())
    with pytest.raises(TypeError, match="look the value up by its blind index"):
        Letter.objects.filter(writer_name=WRITER)
    with pytest.raises(TypeError, match="look the value up by its blind index"):
        Letter.objects.filter(text__contains="户口")
    with pytest.raises(TypeError, match="holds personal data and is not serialised"):
        serializers.serialize("json", Letter.objects.all())


def test_empty_text_stays_empty(db: None) -> None:
    letter = receive(Cast()).letter
    Letter.objects.filter(pk=letter.pk).update(writer_phone="")
    with connection.cursor() as cursor:
        cursor.execute("SELECT writer_phone FROM engagement_letter")
        assert bytes(cursor.fetchone()[0]) == b""
    letter.refresh_from_db()
    assert letter.writer_phone == ""


def _everything_stored() -> bytes:
    """The bytes of the database file with its log on SQLite; every row of every table on PostgreSQL."""
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        return b"".join(Path(name + end).read_bytes() for end in ("", "-wal") if Path(name + end).exists())
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [_plain(value) for row in cursor.fetchall() for value in row]
    return b"\n".join(rows)


def _plain(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
