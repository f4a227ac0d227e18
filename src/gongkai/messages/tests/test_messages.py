"""Messages from the use case to a provider that fails, answers no, and answers yes; a stand-in on this machine plays the provider."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection, transaction

from gongkai.agencies.errors import NotFound, Refused
from gongkai.agencies.models import AgencySetting
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.messages import delivery
from gongkai.messages.addresses import found_in, masked
from gongkai.messages.gateways import mail as mail_gateway
from gongkai.messages.models import Message
from gongkai.messages.send import NotInTransaction, send
from gongkai.messages.usecases.send_again import send_again
from gongkai.numbering.keys import public_id
from gongkai.outbox import worker

NUMBER, WORDS = "13812345678", "您的申请已收到，查询码 K7M2"
ABOUT = ("request", "0000000000001")
NOON = datetime(2022, 3, 1, 4, 0, tzinfo=UTC)


class Provider:
    """Answers with what it is told to, in order, then with the last; keeps what it was sent."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = [(200, {"code": 0})]
        self.taken: list[tuple[dict[str, str], Any]] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.taken.append((dict(self.headers), json.loads(body)))
                status, answer = provider.answers.pop(0) if len(provider.answers) > 1 else provider.answers[0]
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", answer)
                    answer = {}
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: Any) -> None:
                """Silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.server.shutdown()
    made.server.server_close()


def choose(cast: Cast, name: str, value: object) -> None:
    AgencySetting.objects.create(
        agency=cast.government, name=name, value=value, since=cast.clock.now().date(), recorded_at=cast.clock.now()
    )


def sms(cast: Cast, **changed: Any) -> Message:
    given = {"channel": "SMS", "to": NUMBER, "text": WORDS, "about": ABOUT} | changed
    with transaction.atomic():
        return send(act=cast.act(Role.REQUEST_OFFICER), **given)


def through(provider: Provider, **more: Any) -> dict[str, Any]:
    body = {"phone": "{to}", "content": "{text}", "serial": "{id}"}
    return {"gateway": "http", "url": provider.url, "json": body, "accept": {"field": "code", "is": 0}} | more


def secret(name: str, value: str) -> None:
    folder = Path(settings.GONGKAI_HOME) / "secrets"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(value + "\n", encoding="utf-8")


def test_without_a_choice_a_message_is_written_to_a_file_only_its_owner_reads(cast):
    message = sms(cast)
    assert delivery.deliver(message.pk, NOON)
    path = Path(settings.GONGKAI_HOME) / "messages" / "2022-03-01.jsonl"
    line = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    assert (line["id"], line["to"], line["text"]) == (public_id(message.pk), NUMBER, WORDS)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_provider_that_fails_is_asked_again_later_with_the_same_delivery_id(cast, provider):
    choose(cast, "messages.sms", through(provider))
    provider.answers = [(500, {}), (200, {"code": 7}), (200, {"code": 0})]
    message = sms(cast)
    tries = [NOON, NOON + timedelta(minutes=1), NOON + timedelta(minutes=6)]
    assert [delivery.deliver_due(moment) for moment in tries] == [0, 0, 1]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at) == ("SENT", 3, NOON + timedelta(minutes=6))
    ids = {(headers["Idempotency-Key"], body["serial"]) for headers, body in provider.taken}
    assert ids == {(public_id(message.pk), public_id(message.pk))}
    assert provider.taken[0][1]["phone"] == NUMBER


def test_between_two_tries_nothing_is_sent(cast, provider):
    choose(cast, "messages.sms", through(provider))
    provider.answers = [(500, {})]
    sms(cast)
    delivery.deliver_due(NOON)
    delivery.deliver_due(NOON + timedelta(seconds=59))
    assert len(provider.taken) == 1


def test_after_seven_tries_it_has_failed_and_can_be_sent_again_once(cast, provider):
    choose(cast, "messages.sms", through(provider))
    provider.answers = [(503, {})]
    message, moment = sms(cast), NOON
    for _ in range(9):
        delivery.deliver_due(moment)
        moment += timedelta(hours=13)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.problem) == ("FAILED", 7, "HTTP 503")
    officer = cast.act(Role.REQUEST_OFFICER)
    again = send_again(act=officer, message_id=message.pk)
    assert (again.repeats_id, again.state, again.address) == (message.pk, "WAITING", NUMBER)
    with pytest.raises(Refused, match="已经重新发送过"):
        send_again(act=officer, message_id=message.pk)
    with pytest.raises(Refused, match="仍在等待发送"):
        send_again(act=officer, message_id=again.pk)


def test_an_officer_of_another_county_finds_no_message_to_send_again(cast):
    message = sms(cast)
    with pytest.raises(NotFound):
        send_again(act=cast.act(Role.REQUEST_OFFICER, agency=cast.neighbour), message_id=message.pk)


def test_a_claimed_message_is_left_to_who_claimed_it_until_the_claim_runs_out(cast, monkeypatch):
    """A process that was killed while it sent: the message goes out after the claim, not before."""
    message = sms(cast)
    monkeypatch.setattr(delivery, "_hand_over", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver(message.pk, NOON)
    monkeypatch.undo()
    assert not delivery.deliver(message.pk, NOON + timedelta(seconds=119))
    assert delivery.deliver(message.pk, NOON + timedelta(seconds=121))


def test_no_redirect_is_followed(cast, provider):
    choose(cast, "messages.sms", through(provider))
    provider.answers = [(307, provider.url)]
    sms(cast)
    delivery.deliver_due(NOON)
    assert len(provider.taken) == 1
    assert Message.objects.get().problem == "HTTP 307"


def test_what_a_person_wrote_is_never_filled_in_a_second_time(cast, provider):
    secret("sms", "top-secret")
    choose(cast, "messages.sms", through(provider, secret="sms", headers={"X-Key": "{secret}"}))
    sms(cast, text='内容 {secret} {to} "引号" \\')
    delivery.deliver_due(NOON)
    headers, body = provider.taken[0]
    assert headers["X-Key"] == "top-secret"
    assert body["content"] == '内容 {secret} {to} "引号" \\'


def test_a_group_robot_is_told_and_its_own_no_counts_as_a_failure(cast, provider):
    choose(cast, "messages.webhook", {"gateway": "group", "url": provider.url + "?key={secret}", "secret": "sms"})
    secret("sms", "k1")
    provider.answers = [(200, {"errcode": 93000, "errmsg": "invalid"}), (200, {"errcode": 0})]
    sms(cast, channel="WEBHOOK", to="")
    delivery.deliver_due(NOON)
    assert Message.objects.get().problem == "refused: errcode = 93000"
    assert delivery.deliver_due(NOON + timedelta(minutes=2)) == 1
    assert provider.taken[1][1] == {"msgtype": "text", "text": {"content": WORDS}}


def test_an_email_leaves_by_the_chosen_server_with_the_delivery_id(cast, monkeypatch):
    monkeypatch.setattr(mail_gateway, "BACKEND", "django.core.mail.backends.locmem.EmailBackend")
    choose(cast, "messages.email", {"gateway": "smtp", "host": "mail.example.cn", "from": "zwgk@wenxian.gov.cn"})
    message = sms(cast, channel="EMAIL", to="wang@example.cn", subject="登记回执")
    assert delivery.deliver_due(NOON) == 1
    letter = mail.outbox[-1]
    assert (letter.to, letter.subject, letter.body) == (["wang@example.cn"], "登记回执", WORDS)
    assert letter.extra_headers["Message-ID"] == f"<{public_id(message.pk)}@wenxian.gov.cn>"


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        ({"gateway": "pigeon"}, "gateway must be one of"),
        ({"gateway": "smtp"}, "cannot carry it"),
        ({"gateway": "http", "url": "file:///etc/hosts", "json": {}}, "needs 'json'"),
        ({"gateway": "http", "url": "file:///etc/hosts", "json": {"a": "b"}}, "must begin with https"),
        ({"gateway": "http", "url": "http://127.0.0.1:1/", "json": {"a": "b"}}, "no connection"),
        ({"gateway": "http", "url": "http://x/", "json": {"a": "b"}, "secret": "../key"}, "names a file"),
    ],
)
def test_a_wrong_choice_is_named_and_the_message_waits(cast, choice, problem):
    choose(cast, "messages.sms", {"gateway": "file"})
    AgencySetting.objects.update(value=choice)  # as another version, or a hand in the database, may have left it
    message = sms(cast)
    delivery.deliver_due(NOON)
    message.refresh_from_db()
    assert problem in message.problem
    assert message.state == "WAITING"


def test_neither_database_nor_log_shows_address_or_text(cast, provider, caplog):
    caplog.set_level(logging.DEBUG)
    choose(cast, "messages.sms", through(provider))
    provider.answers = [(200, {"code": f"bad number {NUMBER}"})]
    message = sms(cast)
    delivery.deliver_due(NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM messages_message")
        row = b" ".join(
            bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in cursor.fetchone()
        )
    lines = " ".join(f"{line.facts} {line.changed}" for line in AuditLine.objects.filter(event="messages.queued"))
    message.refresh_from_db()
    assert message.problem == "refused: code = other"
    assert message.address == NUMBER  # the negative control: it is there, encrypted
    for told in (row.decode(errors="replace"), lines, caplog.text):
        assert NUMBER not in told
        assert "K7M2" not in told


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"to": "12345"}, "11位手机号码"),
        ({"channel": "EMAIL", "to": "wang\nBcc: x@example.cn"}, "电子邮箱"),
        ({"channel": "PIGEON"}, "没有“PIGEON”"),
        ({"text": " "}, "内容为空"),
        ({"text": "字" * 2001}, "最多 2000 个字"),
        ({"subject": "a\nBcc: x"}, "标题不能换行"),
        ({"channel": "WEBHOOK"}, "收件地址应为空"),
    ],
)
def test_what_cannot_be_sent_is_refused_at_once(cast, changed, reason):
    with pytest.raises(Refused, match=reason):
        sms(cast, **changed)
    assert not Message.objects.exists()


def test_a_citizens_act_must_name_the_agency(cast):
    with transaction.atomic(), pytest.raises(ValueError, match="no agency"):
        send(act=cast.citizen(), channel="SMS", to=NUMBER, text=WORDS, about=ABOUT)


def test_outside_a_transaction_nothing_is_sent(committed, cast):
    with pytest.raises(NotInTransaction):
        send(act=cast.act(Role.REQUEST_OFFICER), channel="SMS", to=NUMBER, text=WORDS, about=ABOUT)


def test_the_worker_sends_after_its_commit_and_what_was_rolled_back_never_leaves(committed, cast):
    with transaction.atomic():
        send(act=cast.act(Role.REQUEST_OFFICER), channel="SMS", to=NUMBER, text="作废", about=ABOUT)
        transaction.set_rollback(True)
    message = sms(cast)
    worker.drain(["messages"])
    message.refresh_from_db()
    assert message.state == "SENT"
    assert Message.objects.count() == 1


def test_words_are_forgotten_after_their_time_and_the_fact_stays(cast):
    message = sms(cast)
    delivery.deliver_due(NOON)
    delivery.forget_old(NOON + timedelta(days=179))
    message.refresh_from_db()
    assert message.text == WORDS
    delivery.forget_old(NOON + timedelta(days=181))
    message.refresh_from_db()
    assert (message.address, message.text, message.state) == ("", "", "SENT")


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("138 1234 5678，下午", ("SMS", NUMBER)),
        ("0391-6123456 wang@example.cn", ("EMAIL", "wang@example.cn")),
        ("0391-6123456", None),
        ("410825199001011234", None),
    ],
)
def test_the_address_in_a_contact(contact, found):
    assert found_in(contact) == found


def test_addresses_are_shown_masked():
    assert masked("SMS", NUMBER) == "138******78"
    assert masked("EMAIL", "wang@example.cn") == "w***@example.cn"
