"""A whole case in which every text that an officer types names a person: no table of the database shows any of it."""

from __future__ import annotations

from datetime import date

from django.db import connection

from gongkai.agencies.roles import Role
from gongkai.remedies.usecases.register_case import Claim, register_case
from gongkai.requests.models import InformationRequest
from gongkai.requests.results import Decision
from gongkai.requests.tests.factories import ID_NUMBER, NAME, PHONE, TEXT, Counter
from gongkai.requests.usecases.add_note import add_note
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.ask_correction import ask_correction
from gongkai.requests.usecases.assist import answer_assistance, ask_assistance
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.correct_category import correct_category
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.disclose_despite import disclose_despite
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.extend import extend
from gongkai.requests.usecases.hand_over import hand_over
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.receive_correction import receive_correction
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.record_received import record_received
from gongkai.requests.usecases.send_reply import send_reply

TYPED = f"{NAME} {PHONE} {ID_NUMBER}"
PLANTED = (NAME, PHONE, ID_NUMBER, TEXT, "温县滨河路18号")


def tables_with(texts: tuple[str, ...]) -> list[str]:
    """Names of the tables that hold one of the texts, as text or as bytes."""
    planted, found = [text.encode() for text in texts], []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = (value for row in cursor.fetchall() for value in row)
            held = b"|".join(bytes(one) if isinstance(one, (bytes, memoryview)) else str(one).encode() for one in rows)
            if any(one in held for one in planted):
                found.append(table)
    return found


def decided() -> Decision:
    return Decision("PARTIALLY_GRANTED", ("REG 15",))


def sign(counter: Counter, key: int) -> None:
    approve_reply(act=counter.signer, request_id=key, note=TYPED)


def test_a_case_in_which_everything_typed_names_a_person(counter: Counter) -> None:
    counter.on(date(2022, 3, 1))
    made = counter.under_review()
    key, clerk = made.pk, counter.clerk
    ask_correction(act=clerk, request_id=key, points=TYPED, proof=TYPED)
    receive_correction(act=clerk, request_id=key, description=TYPED)
    asked = consult(
        act=counter.drafter, request_id=key, party="THIRD_PARTY", name=TYPED, contact=TYPED, question=TYPED, proof=TYPED
    )
    record_received(act=clerk, request_id=key, letter_id=asked.letter_id, proof=TYPED)
    receive_opinion(act=counter.drafter, request_id=key, ref=asked.ref, answer="OBJECTS", reasons=TYPED)
    disclose_despite(act=counter.head, request_id=key, ref=asked.ref, because=TYPED)
    extend(act=counter.head, request_id=key, days=5, because=TYPED, proof=TYPED)
    add_note(act=clerk, request_id=key, text=TYPED)
    helped = ask_assistance(
        act=counter.drafter, request_id=key, unit="公路股", question=TYPED, due=date(2022, 3, 2), with_letter=False
    )
    answer_assistance(act=counter.drafter, request_id=key, assistance_id=helped.pk, answer=TYPED)
    correct_category(act=clerk, request_id=key, category="OTHER", because=TYPED)
    colleague = counter.cast.officer(Role.DRAFTER, agency=counter.agency)
    hand_over(act=clerk, request_id=key, to=colleague, because=TYPED)
    reply = draft_reply(act=counter.drafter, request_id=key, decision=decided(), content=TYPED, submit=True)
    legal_review(act=counter.lawyer, request_id=key, passed=False, note=TYPED)
    assert reply.request_id == key
    draft_reply(act=counter.drafter, request_id=key, decision=decided(), content=TYPED, submit=True)
    legal_review(act=counter.lawyer, request_id=key)
    sign(counter, key)
    send_reply(act=clerk, request_id=key, delivery="POST", proof=TYPED)
    deliver(act=clerk, request_id=key, proof=TYPED)
    claim = Claim("温县人民政府", "不服答复", "温政复〔2022〕3号", claimant=TYPED, claims=TYPED)
    register_case(
        act=counter.lawyer,
        agency=counter.agency,
        block="reconsideration",
        claim=claim,
        filed_on=date(2022, 3, 1),
        request_id=key,
    )
    assert InformationRequest.objects.get(pk=key).description == TYPED
    assert tables_with(PLANTED) == []
    assert tables_with(("温县人民政府",)) != [], "what is no secret is found, so the search finds"
