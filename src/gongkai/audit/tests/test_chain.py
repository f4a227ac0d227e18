"""The chain: appended only in its act's transaction, refused any change by the database, broken visibly by any change."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.audit import log
from gongkai.audit.acts import Act, system_act
from gongkai.audit.log import Break, NotInTransaction, UnsafeFact, keyed_digest, record, verify
from gongkai.audit.models import AuditLine, ChainHead
from gongkai.audit.tests.committed import in_threads, without_triggers
from gongkai.clock import ScenarioClock
from gongkai.keyring import forget_cached_keys
from gongkai.numbering.keys import public_id

CLOCK = ScenarioClock(datetime(2022, 3, 1, 1, 2, 3, 456789, tzinfo=UTC))
ACT = Act("77", "赵敏", 5, "wenxian-gaj", frozenset({"DRAFTER"}), CLOCK, "desk")


def write(number: int, act: Act = ACT) -> None:
    for n in range(number):
        with transaction.atomic():
            record(act, "tests.event", "letter", n, facts={"n": n}, changed={"title": f"标题{n}"})


def breaks() -> list[tuple[int, str]]:
    return [(found.sequence, found.problem) for found in verify()]


@pytest.fixture
def lines(db: None) -> list[AuditLine]:
    write(5)
    return list(AuditLine.objects.order_by("sequence"))


def test_lines_continue_one_another_and_the_head_fits(lines: list[AuditLine]) -> None:
    assert [line.sequence for line in lines] == [1, 2, 3, 4, 5]
    assert lines[0].previous == ""
    assert [line.previous for line in lines[1:]] == [line.digest for line in lines[:-1]]
    head = ChainHead.objects.get(chain="wenxian-gaj")
    assert (head.sequence, head.digest) == (5, lines[-1].digest)
    assert breaks() == []


def test_a_line_says_who_when_where_and_not_what(lines: list[AuditLine]) -> None:
    line = lines[2]
    assert (line.actor_id, line.actor_name, line.source, line.object_kind, line.object_id) == (
        "77", "赵敏", "desk", "letter", "2",
    )  # fmt: skip
    assert line.recorded_at == datetime(2022, 3, 1, 1, 2, 3, 456789, tzinfo=UTC)
    assert line.facts == {"n": 2}
    assert list(line.changed) == ["title"]
    assert line.changed["title"] == keyed_digest("标题2")


def test_every_agency_has_its_own_chain_and_the_system_one(db: None) -> None:
    write(2)
    write(1, system_act("到期", CLOCK))
    with transaction.atomic():
        record(ACT, "tests.event", "letter", 1, chain="wenxian")
    ends = dict(ChainHead.objects.values_list("chain", "sequence"))
    assert ends == {"wenxian-gaj": 2, "system": 1, "wenxian": 1}
    assert list(verify("wenxian-gaj")) == []


def test_outside_a_transaction_a_line_is_refused(committed: None) -> None:
    with pytest.raises(NotInTransaction, match=r"'tests\.event' must be written in the transaction of its act"):
        record(ACT, "tests.event", "letter", 1)
    assert AuditLine.objects.count() == 0


def test_an_act_that_is_rolled_back_leaves_no_line_and_no_gap(committed: None) -> None:
    write(1)
    with transaction.atomic():
        record(ACT, "tests.event", "letter", 2)
        transaction.set_rollback(True)
    write(1)
    assert list(AuditLine.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]
    assert breaks() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_line SET actor_name = 'somebody else' WHERE sequence = 2",
        "UPDATE audit_line SET digest = digest",
        "DELETE FROM audit_line WHERE sequence = 5",
        "DELETE FROM audit_line",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(lines: list[AuditLine], statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(AuditLine.objects.order_by("sequence")) == lines
    assert breaks() == []


def test_the_orm_is_refused_as_well(lines: list[AuditLine]) -> None:
    lines[0].actor_name = "somebody else"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        lines[0].save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditLine.objects.all().delete()


CHANGES = {
    "event": "'tests.other'", "actor_id": "'78'", "actor_name": "'钱进'", "object_kind": "'request'",
    "object_id": "'9'", "facts": "'{\"n\": 3}'", "changed": "'{}'", "source": "'api'",
    "recorded_at": "'2022-03-01 01:02:03.456790+00:00'",
}  # fmt: skip


@pytest.mark.parametrize("column", sorted(CHANGES))
def test_a_changed_column_is_found_at_its_line(lines: list[AuditLine], column: str) -> None:
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_line SET {column} = {CHANGES[column]} WHERE sequence = 3")
    assert breaks() == [(3, "the line was changed after it was written")]


def test_a_line_changed_together_with_its_digest_breaks_at_the_next(lines: list[AuditLine]) -> None:
    forged = AuditLine.objects.get(sequence=3)
    forged.actor_name = "钱进"
    forged.digest = log._digest(log._as_written(forged))
    with without_triggers():
        forged.save()
    assert breaks() == [(4, "the line does not continue the one before it")]


def test_a_removed_line_is_named(lines: list[AuditLine]) -> None:
    with without_triggers():
        AuditLine.objects.filter(sequence=3).delete()
    assert breaks() == [
        (3, "line 3 is missing, 4 follows"),
        (4, "the line does not continue the one before it"),
    ]


def test_a_shortened_chain_no_longer_fits_its_head(lines: list[AuditLine]) -> None:
    with without_triggers():
        AuditLine.objects.filter(sequence__gte=4).delete()
    assert breaks() == [(4, "the chain ends at line 3, its head says 5")]


def test_an_emptied_log_is_noticed(lines: list[AuditLine]) -> None:
    with without_triggers():
        AuditLine.objects.all().delete()
    assert breaks() == [(1, "the chain ends at line 0, its head says 5")]


def test_a_truncated_table_is_noticed(committed: None) -> None:
    write(3)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("TRUNCATE audit_line")
        else:
            with without_triggers():
                cursor.execute("DELETE FROM audit_line")
    assert breaks() == [(1, "the chain ends at line 0, its head says 3")]


def test_a_removed_head_is_noticed(lines: list[AuditLine]) -> None:
    ChainHead.objects.all().delete()
    assert list(verify()) == [Break("wenxian-gaj", 0, "the chain has lines but no head")]


def test_one_broken_chain_does_not_hide_another(lines: list[AuditLine]) -> None:
    write(2, system_act("到期", CLOCK))
    with without_triggers():
        AuditLine.objects.filter(chain="system", sequence=2).delete()
        AuditLine.objects.filter(chain="wenxian-gaj", sequence=5).delete()
    assert [(found.chain, found.sequence) for found in verify()] == [("system", 2), ("wenxian-gaj", 5)]


@pytest.mark.parametrize(
    "value",
    [
        "李春梅", "13839151234", "138 3915 1234", "138-3915-1234", "410825199001011234", "41082519900101123X",
        "反映拆迁补偿问题，请予答复", "a" * 121, "line\nbreak", "code\n", "<b>", "x@y.cn", 13839151234,
    ],
)  # fmt: skip
def test_what_may_be_personal_or_published_text_is_no_fact(db: None, value: str | int) -> None:
    with pytest.raises(UnsafeFact, match="audit fact about"), transaction.atomic():
        record(ACT, "tests.event", "letter", 1, facts={"about": value})
    assert AuditLine.objects.count() == 0


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("REFUSED", "REFUSED"), ("table3.refused.total", "table3.refused.total"), ("XJ2022-00001", "XJ2022-00001"),
        ("温政〔2022〕4号", "温政〔2022〕4号"), ("温政办〔2022〕15号", "温政办〔2022〕15号"), ("", ""), (12, 12),
        (-3, -3), (True, True), (None, None), (date(2022, 3, 1), "2022-03-01"), ("title text", "title text"),
    ],
)  # fmt: skip
def test_codes_numbers_and_days_are_facts(db: None, value: log.Fact, kept: object) -> None:
    with transaction.atomic():
        record(ACT, "tests.event", "letter", 1, facts={"about": value})
    assert AuditLine.objects.get().facts == {"about": kept}
    assert breaks() == []


@given(st.integers(0, 2**63 - 1))
def test_no_record_id_is_ever_taken_for_a_telephone(key: int) -> None:
    assert log._safe("record", public_id(key)) == public_id(key)


@given(st.binary(max_size=8))
def test_no_digest_is_ever_taken_for_a_telephone(content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    assert log._safe("file", digest) == digest


def test_an_id_of_digits_only_passes_where_a_telephone_of_eleven_does_not() -> None:
    assert log._safe("record", "0138391512345") == "0138391512345"
    with pytest.raises(UnsafeFact):
        log._safe("record", "138391512345")


def test_digests_of_values_need_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keyed_digest({"b": 1, "a": "甲"}) == keyed_digest({"a": "甲", "b": 1})
    assert keyed_digest("甲") != keyed_digest("乙")
    with_this_key = keyed_digest("甲")
    monkeypatch.setitem(os.environ, "GONGKAI_KEY", "ab" * 32)
    forget_cached_keys()
    with_another = keyed_digest("甲")
    monkeypatch.undo()
    forget_cached_keys()
    assert with_this_key != with_another
    assert keyed_digest("甲") == with_this_key


def test_eight_writers_of_one_chain_leave_it_whole(committed: None) -> None:
    def work(place: int) -> None:
        write(10)

    in_threads(8, work)
    sequences = list(AuditLine.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, 81))
    assert breaks() == []
