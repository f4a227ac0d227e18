"""From a checked row to a database row: digest, encrypted personal fields with blind indexes, publicity.

The digest is keyed, because it covers personal fields, and stays the same however the file wrote the values: it decides
whether a row has changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from gongkai.decisions.columns import COLUMNS, RESIDENT_CARD
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.models import Counterparty, Kind
from gongkai.decisions.rules import is_summary
from gongkai.keyring import master_keys, subkey
from gongkai.law.publicity import Case, publicity
from gongkai.numbering.keys import new_key
from gongkai.privacy.cipher import blind_index, encrypt

DatabaseRow = tuple[object, ...]

LEADING = (
    "id", "agency_id", "batch_id", "first_batch_id", "region_code", "decision_year", "row_digest", "publicity",
    "person_name", "person_name_index", "person_id_index", "representative_id_index",
)  # fmt: skip
_NULLABLE = ("fine_fen", "confiscated_fen", "publicity_end")
_ADULT = 18


@lru_cache(maxsize=4096)
def _publicity(kind: str, person: bool, under_age: bool, summary: bool, kinds: str, day: str) -> str:
    case = Case(kind, person, under_age, summary, frozenset(kinds.split("、")) if kinds else frozenset())
    return publicity(case, date.fromisoformat(day)).value


@lru_cache(maxsize=4096)
def _is_under_age(born: str, day: str) -> bool:
    """``born`` is eight digits; the eighteenth birthday itself is of age."""
    return int(day.replace("-", "")) - int(born) < _ADULT * 10_000


class Sealer:
    """Makes database rows of one batch. ``names`` are the columns of the table in the order of the tuples."""

    def __init__(self, kind: Kind, *, agency_id: int, region_code: str, batch_id: int) -> None:
        columns = [column.attr for column in COLUMNS[kind]]
        self.names = (*LEADING, *columns)
        self._kind, self._agency_id, self._region, self._batch_id = kind.value, agency_id, region_code, batch_id
        self._table = LEDGERS[kind].model._meta.db_table
        self._prefixes = tuple(f"{attr}=" for attr in columns)
        # The oldest key: a digest must not change when a new key is added for encryption.
        self._digest_key = subkey("decision row digest", master_keys()[-1])
        # The same drivers and shopkeepers come again and again; the cache dies with the batch.
        self._index_of = lru_cache(maxsize=20_000)(blind_index)
        self._at = {attr: place for place, attr in enumerate(columns)}
        nullable = (*_NULLABLE, "valid_until") if kind is Kind.COERCION else _NULLABLE
        self._nullable = tuple(self._at[attr] for attr in nullable if attr in self._at)
        at = self._at
        self._who, self._name, self._day = at["counterparty_kind"], at["counterparty_name"], at["happened_on"]
        self._boss, self._boss_id = at["representative"], at["representative_id"]
        self._id, self._id_type, self._note = at["person_id"], at["person_id_type"], at["note"]
        self._kinds, self._procedure = at.get("penalty_kinds"), at.get("procedure")
        self._amount, self._direction = at.get("amount_fen"), at.get("direction")

    def digest(self, row: Sequence[str]) -> bytes:
        """16 bytes that change when any value changes; columns the ledger gains later leave old digests as they are."""
        text = "\x1f".join([name + value for name, value in zip(self._prefixes, row, strict=True) if value])
        return hashlib.blake2b(text.encode(), digest_size=16, key=self._digest_key).digest()

    def seal(self, row: Sequence[str], digest: bytes, first_batch_id: int | None = None) -> DatabaseRow:
        """The tuple to insert, with a fresh key; ``first_batch_id`` is the batch of the decision's first version."""
        values: list[object] = list(row)
        day, number = row[self._day], row[self._id]
        person_name: bytes = b""
        name_index = number_index = boss_index = ""
        if is_person := row[self._who] == Counterparty.PERSON:
            if row[self._name]:
                person_name = encrypt(row[self._name], f"{self._table}.person_name")
                name_index = self._index_of(row[self._name], "person name")
            values[self._name] = ""
        if number:
            values[self._id] = encrypt(number, f"{self._table}.person_id")
            number_index = self._index_of(number, "person id")
        else:
            values[self._id] = b""
        boss, boss_id = row[self._boss], row[self._boss_id]
        values[self._boss] = encrypt(boss, f"{self._table}.representative") if boss else b""
        values[self._boss_id] = encrypt(boss_id, f"{self._table}.representative_id") if boss_id else b""
        if boss_id:
            boss_index = self._index_of(boss_id, "person id")
        for place in self._nullable:
            if not row[place]:
                values[place] = None
        if self._amount is not None and self._direction is not None and row[self._direction] == "退费":
            values[self._amount] = f"-{row[self._amount]}"
        return (
            new_key(), self._agency_id, self._batch_id, first_batch_id, self._region, day[:4], digest,
            self._publicity_of(row, is_person, day, number),
            person_name, name_index, number_index, boss_index, *values,
        )  # fmt: skip

    def _publicity_of(self, row: Sequence[str], is_person: bool, day: str, number: str) -> str:
        under_age = False
        if is_person and row[self._id_type] == RESIDENT_CARD:  # a checked number: its day of birth is one
            under_age = _is_under_age(number[6:14], day)
        if self._kinds is None or self._procedure is None:
            return _publicity(self._kind, is_person, under_age, False, "", day)
        summary = is_summary(row[self._procedure], row[self._note])
        return _publicity(self._kind, is_person, under_age, summary, row[self._kinds], day)
