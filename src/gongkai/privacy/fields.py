"""A model field that is encrypted in the database and plain text in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from gongkai.privacy.cipher import decrypt, encrypt

if TYPE_CHECKING:  # generic in the stubs only
    _Stored = models.BinaryField[str, str]
else:
    _Stored = models.BinaryField


class EncryptedTextField(_Stored):
    """Empty text stays empty (nothing to hide); everything else is stored encrypted and cannot be searched."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("editable", True)
        options.setdefault("blank", True)
        options.setdefault("default", "")
        super().__init__(*args, **options)

    @property
    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        stored = encrypt(value, self._place) if value else b""
        return super().get_db_prep_value(stored, connection, prepared)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        stored = bytes(value) if value is not None else b""
        return decrypt(stored, self._place) if stored else ""

    def to_python(self, value: Any) -> str:
        return value if isinstance(value, str) else ""

    def _check_str_default_value(self) -> list[Any]:
        """A BinaryField wants bytes as its default; this one is text in Python."""
        return []

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self._place} holds personal data and is not serialised")

    def get_default(self) -> str:
        return ""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise TypeError(f"{self._place} is encrypted; look the value up by its blind index")
        return super().get_lookup(lookup_name)
