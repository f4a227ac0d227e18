"""What lies on the desks on the day the demonstration is built: each life of the year again, begun lately and not yet ended.

Whoever signs in finds work: drafts at every stage of review, requests that wait for a confirmation, an opinion, a signature, one
that is overdue, letters to assign, answer and check, a consultation that is open. Nothing of it touches the year's report: it all
happened after it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian import dialogue, items, key_areas, letters, requests
from gongkai.demo.wenxian.agencies import BY_CODE, OFFICE
from gongkai.demo.wenxian.request_texts import WISHES
from gongkai.demo.wenxian.texts import draw
from gongkai.law.days import is_working_day
from gongkai.law.holiday_notices import packaged_calendar

HEALTH = "wenxian-wjw"
# Organ, and how many steps its draft has made on the path of review.
DRAFTS = tuple((organ, steps) for organ in (OFFICE, OFFICE, HEALTH) for steps in range(4))
# Organ, channel, working days ago, steps made, what happens on the way.
REQUESTS: tuple[tuple[str, str, int, int, tuple[str, ...]], ...] = (
    (OFFICE, "INTERNET", 0, 0, ()),  # waits for the confirmation of REG 31
    (OFFICE, "INTERNET", 24, 2, ()),  # overdue
    (OFFICE, "IN_PERSON", 18, 1, ()),  # due within two working days
    (OFFICE, "IN_PERSON", 9, 1, ()),
    (OFFICE, "REGISTERED_MAIL", 16, 2, ()),  # drafted, waits for the legal review
    (OFFICE, "REGISTERED_MAIL", 15, 3, ()),  # waits for the signature
    (OFFICE, "INTERNET", 14, 4, ("third_party",)),  # a third party was asked
    (OFFICE, "REGISTERED_MAIL", 12, 3, ("corrected",)),  # the applicant was asked to correct
    (HEALTH, "INTERNET", 19, 2, ()),
    (HEALTH, "REGISTERED_MAIL", 4, 1, ()),
)
# Working days ago, and steps made.
LETTERS = ((0, 0), (1, 0), (2, 0), (3, 1), (6, 1), (9, 2), (12, 3), (14, 2), (18, 1))


def play(stage: Stage, agenda: Agenda, today: date) -> None:
    """Run what was begun in the last five weeks, as far as the evening before ``today``."""
    last = today - timedelta(days=1)
    for place, (organ, steps) in enumerate(DRAFTS):
        _add(agenda, last, 0, _draft(stage, organ, 31 + place), steps, f"{BY_CODE[organ].short_name}信息发布")
    cases: list[requests.Case] = []
    for place, (organ, channel, ago, steps, turns) in enumerate(REQUESTS):
        wish = replace(WISHES[4 + place], organ=organ, channel=channel, outcome="GRANTED", turns=turns, company=False)
        cases.append(requests.Case(stage, wish, 9000 + place, Random(f"request today {place}"), cases))
        _add(agenda, last, ago, requests.life(cases[-1]), steps, "依申请公开办理")
    for place, (ago, steps) in enumerate(LETTERS):
        letter = letters.letter_of(9000 + place)
        _add(agenda, last, ago, letters.life(stage, letter, last.year), steps, "来信办理")
    _open_consultation(stage, agenda, last)
    key_areas.play(stage, agenda, last, back)
    agenda.run()


def back(day: date, number: int) -> date:
    """The working day ``number`` working days before the last one up to ``day``."""
    while not is_working_day(packaged_calendar(), day):
        day -= timedelta(days=1)
    return day if number == 0 else back(day - timedelta(days=1), number - 1)


def halted(story: Story, steps: int, last: date) -> Story:
    """The story until it has made so many steps, and none of them after ``last``: what would come next does not happen."""
    for made, moment in enumerate(story):
        if made == steps or moment.date() > last:
            return
        yield moment


def _add(agenda: Agenda, last: date, ago: int, story: Story, steps: int, title: str) -> None:
    moment = days.office(Random(f"{title} {ago} {steps}"), back(last, ago))
    agenda.add(moment, halted(story, steps, last), title)


def _draft(stage: Stage, organ: str, number: int) -> Story:
    random = Random(f"item today {organ} {number}")
    text = draw(random, BY_CODE[organ], stage.clock.now().date(), number)
    yield from items.ordinary(stage, organ, text, random)


def _open_consultation(stage: Stage, agenda: Agenda, last: date) -> None:
    opened, random = back(last, 8), Random("consultation today")
    plan = replace(
        dialogue.CONSULTATIONS[0],
        title="温县城区背街小巷改造提升方案（征求意见稿）",
        opens=(opened.month, opened.day),
        lasts=40,
    )
    story = dialogue.consultation_life(stage, plan, random, opened.year)
    agenda.add(days.office(random, back(last, 14)), halted(story, 1000, last), "意见征集")
