"""Letters to the county's mailboxes: answered, told, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gongkai.agencies.roles import Role
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.scale import Scale
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian import people
from gongkai.demo.wenxian.agencies import COUNTY, OFFICE, with_tag
from gongkai.demo.wenxian.letter_texts import PLACES, TOPICS, Topic
from gongkai.engagement.usecases.answer_letter import answer_letter, keep_answer_private, publish_answer, review_answer
from gongkai.engagement.usecases.close_letter import close_letter, rate_letter
from gongkai.engagement.usecases.handle_letter import (
    accept_letter,
    assign_letter,
    extend_letter,
    reject_letter,
    take_up_letter,
)
from gongkai.engagement.usecases.receive_letter import Receipt, receive_letter

_LAST_LETTER = (12, 9)
_CITY_SYSTEM = "焦作市政府在线"
_RATINGS = ("SATISFIED", "SATISFIED", "MOSTLY_SATISFIED", "DISSATISFIED")


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """What happens to one letter, drawn before the year begins."""

    serial: int
    random: Random
    topic: Topic
    place: str
    channel: str
    unit: str
    wishes_public: bool

    @property
    def title(self) -> str:
        return self.topic.title.format(place=self.place)


def plan(stage: Stage, agenda: Agenda, scale: Scale, year: int) -> None:
    """Letters on all days of the week until early December, so that the last is closed within the year."""
    random = Random("letters")
    month, day = _LAST_LETTER
    for serial, on in enumerate(
        days.spread(random, days.every_day(date(year, 1, 2), date(year, month, day)), scale.letters), 1
    ):
        letter = letter_of(serial)
        begins = (
            days.office(letter.random, on) if letter.channel == "CITY_GOV_ONLINE" else days.citizen(letter.random, on)
        )
        agenda.add(begins, life(stage, letter, year), "来信办理", cost=20)


def letter_of(serial: int) -> DrawnLetter:
    random = Random(f"letter {serial}")
    topic = random.choice(TOPICS)
    channel = random.choices(("LEADER_MAILBOX", "CITY_GOV_ONLINE", "MESSAGE"), (4, 4, 2))[0]
    units = with_tag(topic.tag)
    unit = random.choice(units).code if units else OFFICE
    return DrawnLetter(serial, random, topic, random.choice(PLACES), channel, unit, random.random() < 0.4)


def life(stage: Stage, letter: DrawnLetter, year: int) -> Story:
    random = letter.random
    receipt = _receive(stage, letter, year)
    key, moment = receipt.letter.id, stage.clock.now()
    yield (moment := days.later(random, moment, 1))
    officer = stage.act(COUNTY, Role.REQUEST_OFFICER)
    if letter.topic.rejection:
        reject_letter(act=officer, letter_id=key, rejection=letter.topic.rejection)
        return
    accept_letter(act=officer, letter_id=key, complexity="SIMPLE" if letter.topic.simple else None)
    assign_letter(act=officer, letter_id=key, unit=stage.agencies[letter.unit])
    yield (moment := days.later(random, moment, 1))
    take_up_letter(act=stage.act(letter.unit, Role.DRAFTER), letter_id=key)
    if not letter.topic.simple and random.random() < 0.05:
        yield (moment := days.later(random, moment, random.randint(6, 9)))
        extend_letter(act=stage.act(letter.unit, Role.OFFICE_HEAD), letter_id=key, reason="需要实地核查，涉及多个单位")
    yield (moment := days.later(random, moment, 1 if letter.topic.simple else random.randint(2, 7)))
    yield from _answered(stage, letter, receipt, days.later(random, moment, 0))


def _receive(stage: Stage, letter: DrawnLetter, year: int) -> Receipt:
    random = letter.random
    from_city = letter.channel == "CITY_GOV_ONLINE"
    return receive_letter(
        act=stage.act(COUNTY, Role.REQUEST_OFFICER) if from_city else stage.citizen(), agency=stage.agencies[COUNTY],
        channel=letter.channel, kind=letter.topic.kind, writer_name=people.name(random), writer_phone=people.mobile(random),
        title=letter.title, text=letter.topic.text.format(place=letter.place), wishes_public=letter.wishes_public,
        source=_CITY_SYSTEM if from_city else "", source_number=f"{year}{letter.serial:06d}" if from_city else "",
    )  # fmt: skip


def _answered(stage: Stage, letter: DrawnLetter, receipt: Receipt, moment: datetime) -> Story:
    random, key, unit = letter.random, receipt.letter.id, letter.unit
    answer = letter.topic.answer.format(place=letter.place)
    answer_letter(
        act=stage.act(unit, Role.DRAFTER), letter_id=key, text=f"您好，来信收悉。{answer}感谢您的关注与支持。"
    )
    yield moment
    review_answer(act=stage.act(unit, Role.FIRST_REVIEWER), letter_id=key, passed=True)
    yield (moment := days.later(random, moment, 0))
    publisher = stage.act(unit, Role.PUBLISHER)
    if letter.wishes_public:
        question = letter.topic.text.format(place=letter.place)
        publish_answer(act=publisher, letter_id=key, title=letter.title, question=question, answer=answer)
    else:
        keep_answer_private(act=publisher, letter_id=key)
    if random.random() < 0.3:
        yield (moment := days.citizen(random, moment.date() + timedelta(days=1)))
        rate_letter(act=stage.citizen(), letter_id=key, query_code=receipt.query_code, rating=random.choice(_RATINGS))
    yield days.later(random, moment, 1)
    close_letter(act=stage.act(COUNTY, Role.REQUEST_OFFICER), letter_id=key)
