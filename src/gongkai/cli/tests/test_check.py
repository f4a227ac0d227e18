"""`check` and `log verify`: a sound installation with records of every room, and each kind of damage planted and found."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now as real_now

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import cast  # noqa: F401
from gongkai.audit.models import ChainHead
from gongkai.catalogue.models import Column, Item
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.cli import check
from gongkai.cli.__main__ import main
from gongkai.cli.check import CHECKS, LOGS, answer
from gongkai.decisions.models import ImportBatch, PenaltyRecord
from gongkai.decisions.tests.factories import load, penalty, write_csv
from gongkai.editions.models import Edition, LogLeaf, Publication
from gongkai.engagement.models import Letter
from gongkai.engagement.usecases.receive_letter import receive_letter
from gongkai.files.models import StoredFile
from gongkai.files.store import store_scan
from gongkai.numbering.keys import first_key_at
from gongkai.numbering.models import Counter as Series
from gongkai.outbox.models import Delivery, Event
from gongkai.outbox.worker import drain
from gongkai.requests.models import InformationRequest, Receipt, Reply
from gongkai.requests.tests.factories import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(cast, tmp_path, monkeypatch):  # noqa: F811
    """Records of every room that gives numbers, publishes, imports or stores, all made by use cases."""
    monkeypatch.setattr(settings, "GONGKAI_HOME", tmp_path)
    counter = Counter(cast, cast.police)
    counter.delivered(counter.under_review())
    counter.under_review()
    seed_columns(Column)
    walk = Walk(cast)
    walk.publish(walk.issued())
    walk.published(title="温县发布春耕气象服务信息")
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market), penalty(cast.market, "温市监罚决〔2022〕2号")]))
    load(cast, write_csv(tmp_path / "b.csv", [penalty(cast.market, CF_NR_FK="0.6")]))
    receive_letter(
        act=cast.citizen(), agency=cast.government, channel=Letter.Channel.values[0], kind=Letter.Kind.values[0],
        writer_name="闻人芷若", writer_phone="13803917788", title="关于滨河路路灯", text="滨河路路灯不亮，请修理。",
        wishes_public=False,
    )  # fmt: skip
    store_scan(act=cast.act(Role.DRAFTER), agency_id=cast.office.id, name="盖章.pdf", content=b"%PDF-1.7 stamped")
    drain()
    return cast


def findings(capsys) -> dict[str, list[dict[str, str]]]:
    """What each check found, checks without findings left out."""
    code = answer(CHECKS, real_now(), as_json=True)
    document = json.loads(capsys.readouterr().out)
    found = {one["name"]: one["findings"] for one in document["checks"] if one["findings"]}
    assert document["sound"] is (not found)
    assert code == (1 if found else 0)
    return found


def test_records_made_by_the_use_cases_are_sound(records, capsys):
    assert findings(capsys) == {}


def test_each_check_had_something_to_look_at(records):
    """Otherwise the sound run above would prove nothing."""
    looked_at = {one.name: one.examined() for one in CHECKS}
    empty = {"frozen reports", "identities", "pages"}  # damage planted in annual_report/tests and publication/tests
    assert {name for name, number in looked_at.items() if number == 0} == empty


def break_chain(records):
    ChainHead.objects.filter(chain="wenxian-gaj").update(digest="0" * 64)


def shorten_chain(records):
    ChainHead.objects.filter(chain="wenxian-gaj").delete()


def change_edition(records):
    edition = Edition.objects.order_by("id").first()
    Edition.objects.filter(pk=edition.pk).update(payload={**edition.payload, "title": "改动"})


def empty_salt(records):
    Edition.objects.filter(number=1).update(salt=b"")


def show_another_edition(records):
    first, second = Publication.objects.order_by("id")[:2]
    Publication.objects.filter(pk=first.pk).update(current=second.current)


def remove_leaf(records):
    LogLeaf.objects.filter(index=0).delete()


def remove_last_leaf(records):
    LogLeaf.objects.order_by("-index").first().delete()


def change_leaf(records):
    LogLeaf.objects.filter(index=1).update(digest="f" * 64)


def add_leaf(records):
    LogLeaf.objects.create(index=2, kind="PUBLISH", digest="a" * 64, event_id=7, logged_at=real_now())
    Series.objects.filter(series="editions.log").update(last=3)


def forget_event(records):
    Event.objects.filter(kind="edition.publish").first().delete()


def stick_delivery(records):
    Delivery.objects.filter(pk=Delivery.objects.first().pk).update(
        due_at=real_now(), attempts=9, problem="ConnectionError: x"
    )


def old_delivery(records):
    day = first_key_at(real_now() - timedelta(days=2))
    Delivery.objects.filter(pk=Delivery.objects.first().pk).update(id=day, due_at=real_now(), attempts=0)


def skip_request_number(records):
    Series.objects.filter(series="requests/wenxian-gaj/2022").update(last=3)


def beyond_request_counter(records):
    Series.objects.filter(series="requests/wenxian-gaj/2022").update(last=1)


def strange_request_number(records):
    InformationRequest.objects.filter(number__endswith="0002").update(number="第二号")


def skip_reply_number(records):
    Reply.objects.update(number="县公安局公开答〔2022〕2号")
    Series.objects.filter(series="requests.答/wenxian-gaj/2022").update(last=2)


def skip_index_number(records):
    Series.objects.filter(series="catalogue.index/wenxian/2022").update(last=7)


def skip_document_number(records):
    Series.objects.filter(series="catalogue.document/wenxian/温政/2022").update(last=2)


def strange_document_number(records):
    Item.objects.exclude(document_number="").update(document_number="无号")


def skip_letter_number(records):
    Series.objects.filter(series="letter/wenxian/2022").update(last=4)


def change_due_date(records):
    InformationRequest.objects.filter(number__endswith="0002").update(reply_due=date(2022, 12, 1))


def kill_import(records):
    old = real_now() - timedelta(hours=1)
    ImportBatch.objects.create(
        agency=records.market, kind="permit", state="STAGING", started_by="x", started_at=old, heartbeat_at=old,
        worker="elsewhere:1",
    )  # fmt: skip


def lose_row(records):
    PenaltyRecord.objects.filter(document_number="温市监罚决〔2022〕2号").delete()


def undo_superseding(records):
    failed = ImportBatch.objects.create(
        agency=records.market,
        kind="penalty",
        state="FAILED",
        started_by="x",
        started_at=real_now(),
        heartbeat_at=real_now(),
    )
    PenaltyRecord.objects.filter(superseded_by__isnull=False).update(superseded_by=failed)


def lose_file(records):
    stored_file().unlink()


def change_file(records):
    stored_file().write_bytes(b"%PDF-1.7 forged!")


def stored_file() -> Path:
    digest = StoredFile.objects.get().sha256
    return Path(settings.GONGKAI_HOME) / "files" / digest[:2] / digest


DAMAGE = [
    (break_chain, "audit", "head says"),
    (shorten_chain, "audit", "no head"),
    (change_edition, "editions", "changed after publication"),
    (empty_salt, "editions", "salt is gone"),
    (show_another_edition, "editions", "no edition of its own"),
    (remove_leaf, "log", "missing; leaf 1 follows"),
    (remove_last_leaf, "log", "has no leaf"),
    (change_leaf, "log", "differs from the act"),
    (add_leaf, "log", "belongs to no act"),
    (forget_event, "log", "no act of publication"),
    (stick_delivery, "outbox", "tried 9 times, last: ConnectionError"),
    (old_delivery, "outbox", "more than a day"),
    (skip_request_number, "numbers", "missing below the counter, which stands at 3: 3"),
    (beyond_request_counter, "numbers", "beyond the counter, which stands at 1: 2"),
    (strange_request_number, "numbers", "fits no pattern"),
    (skip_reply_number, "numbers", "missing below the counter, which stands at 2: 1"),
    (skip_index_number, "numbers", "3, 4, 5, 6, 7"),
    (skip_document_number, "numbers", "missing below the counter, which stands at 2: 2"),
    (strange_document_number, "numbers", "is no document number of wenxian"),
    (skip_letter_number, "numbers", "2, 3, 4"),
    (change_due_date, "due dates", "reply_due is 2022-12-01"),
    (kill_import, "decisions", "stopped half-way"),
    (lose_row, "decisions", "2 rows were imported, 1 are there"),
    (undo_superseding, "decisions", "2 versions are visible"),
    (lose_file, "files", "is missing"),
    (change_file, "files", "was changed"),
]  # fmt: skip


def test_planted_damage_is_found_where_it_is_and_nowhere_else(records, capsys):
    """One set of records, each damage planted in a transaction that is rolled back (the two on disk come last)."""
    missed = {}
    for plant, name, words in DAMAGE:
        with transaction.atomic():
            plant(records)
            found = findings(capsys)
            transaction.set_rollback(True)
        if list(found) != [name] or words not in " | ".join(one["problem"] for one in found[name]):
            missed[plant.__name__] = found
    assert missed == {}


def test_a_leaf_that_still_waits_for_the_worker_is_no_damage(records, capsys):
    walk = Walk(records)
    walk.published(title="温县第三季度政策问答")
    assert Delivery.objects.filter(due_at__isnull=False).exists()
    assert findings(capsys) == {}


def test_an_inherited_number_leaves_room_below_it(records, capsys):
    Item.objects.exclude(document_number="").update(document_number="温政〔2022〕9号")
    Series.objects.filter(series="catalogue.document/wenxian/温政/2022").update(last=9)
    assert "1, 2, 3, 4, 5 and 3 more" in findings(capsys)["numbers"][0]["problem"]
    Item.objects.exclude(document_number="").update(
        state="INHERITED", published_on=None, publication=None, index_number=""
    )
    assert "catalogue.document/wenxian/温政/2022" not in [one["place"] for one in findings(capsys).get("numbers", [])]


def test_log_verify_looks_at_the_two_logs_only(records, capsys):
    lose_file(records)
    assert answer(LOGS, real_now(), as_json=True) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["checks"]] == ["audit", "log"]
    break_chain(records)
    assert answer(LOGS, real_now(), as_json=True) == 1


def test_the_table_tells_each_check_and_each_finding(records, capsys):
    break_chain(records)
    assert answer(CHECKS, real_now(), as_json=False) == 1
    shown = capsys.readouterr()
    assert shown.out.count("正常") == len(CHECKS) - 1
    assert "wenxian-gaj#" in shown.out
    assert f"[{len(CHECKS)}/{len(CHECKS)}]" in shown.err


def test_a_thousand_findings_are_enough(records, capsys, monkeypatch):
    monkeypatch.setattr(check, "MOST_FINDINGS", 3)
    Series.objects.all().delete()
    assert answer(CHECKS, real_now(), as_json=True) == 1
    numbers = next(one for one in json.loads(capsys.readouterr().out)["checks"] if one["name"] == "numbers")
    assert (len(numbers["findings"]), numbers["more_findings"]) == (3, True)


def test_no_finding_tells_a_person(records, capsys):
    for plant in (change_due_date, lose_file, strange_request_number):
        plant(records)
    told = json.dumps(findings(capsys), ensure_ascii=False)
    assert "闻人" not in told
    assert "13803917788" not in told


@pytest.fixture
def command(monkeypatch, capsys):
    monkeypatch.setattr(check, "require_whole_records", lambda: None)

    def run(*arguments: str):
        code = main(["check", *arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


def test_agency_without_year_is_wrong_use(command):
    code, out, err = command("--agency", "wenxian")
    assert (code, out) == (2, "")
    assert "--agency and --year go together" in err


def test_an_unknown_agency_is_refused_with_those_there_are(records, command):
    code, _, err = command("--agency", "wenxia", "--year", "2021")
    assert code == 1
    assert "wenxian" in err


def test_a_year_without_records_is_refused(records, command):
    code, _, err = command("--agency", "wuzhi", "--year", "2021")
    assert code == 1
    assert "没有任何记录" in err


def test_every_identity_is_listed_with_cells_arithmetic_and_result(records, command):
    code, out, _ = command("--agency", "wenxian", "--year", "2022", "--json")
    document = json.loads(out)
    balance = next(
        one for one in document["identities"] if (one["id"], one["scope"]) == ("T3-1", "table3.*.natural_person")
    )
    assert balance["holds"] is True
    assert balance["expression"]
    assert "table3.new_received.natural_person" in balance["cells"]
    assert {one["id"] for one in document["identities"]} >= {"T3-1", "T3-2", "T3-3", "T4-1", "A-1"}
    assert code == (0 if document["sound"] else 1)


def test_a_failing_identity_ends_with_1(records, command):
    """One receipt is gone: more went out than came in."""
    assert command("--agency", "wenxian", "--year", "2022", "--json")[0] == 0
    Receipt.objects.first().delete()
    code, out, _ = command("--agency", "wenxian", "--year", "2022", "--json")
    failing = [one for one in json.loads(out)["identities"] if one["holds"] is False]
    assert code == 1
    assert [one["id"] for one in failing if one["scope"] == "table3.*.natural_person"] == ["T3-1"]


def test_the_list_of_identities_tells_the_results(records, command):
    _, out, err = command("--agency", "wenxian", "--year", "2022")
    lines = out.splitlines()
    assert all(line.startswith(("成立", "不成立", "无法判断")) for line in lines)
    assert any("X-1" in line for line in lines if line.startswith("无法判断"))
    assert "不成立 0" in err
