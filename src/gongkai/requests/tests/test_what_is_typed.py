"""What a form brings, before anything is kept: unseen characters, numbers that name a person, agents, lengths. No database."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.requests.applicants import Agent, Applicant, Application, Wanted, faults
from gongkai.requests.tests.factories import ID_NUMBER, PHONE
from gongkai.requests.typed import cleaned, number_typed, one_line

TODAY = date(2022, 3, 1)
NOBODY = Agent()
SOMEBODY_ELSE = "410825199003070118"  # check digit right, nobody of this request


def fields(
    subject: str = "滨河路维修资金安排", name: str = "闻人芷若", agent: Agent = NOBODY, **person: str
) -> set[str]:
    who = {"contact": PHONE, "id_type": "RESIDENT_ID", "id_number": ID_NUMBER, "address": "温县滨河路18号", **person}
    application = Application(Applicant("NATURAL_PERSON", name, **who), Wanted(subject, "申请公开文件"), agent)
    return {reason.field for reason in faults(application, TODAY, complete=True)}


def test_a_form_as_it_should_be_has_no_fault() -> None:
    agent = Agent("李律师", ID_NUMBER, PHONE)
    assert fields(agent=agent, id_type="PASSPORT", id_number="E12345678") == set()


@pytest.mark.parametrize(
    "subject",
    [
        f"{SOMEBODY_ELSE}名下房屋登记", "138 0391 7788 投诉办理", "１３８０３９１７７８８投诉办理", "闻人芷若的补偿款",
        "温县滨河路 18 号房屋征收", "\u200b", "？！", "路" * 121,
    ],
)  # fmt: skip
def test_a_subject_stands_in_lists_and_says_something_without_naming_anybody(subject: str) -> None:
    assert fields(subject) == {"subject"}


@pytest.mark.parametrize(
    "subject", ["焦政〔2021〕18号文件", "滨河路18号楼规划许可", "2021年度0391-6123456热线工单统计"]
)
def test_what_only_looks_like_a_number_passes(subject: str) -> None:
    assert fields(subject, address="") == set()


@pytest.mark.parametrize("name", ["", "\u202e", "😀", "。"])
def test_a_name_has_letters(name: str) -> None:
    assert fields(name=name) == {"name"}


@pytest.mark.parametrize(
    ("agent", "field"),
    [
        (Agent("李律师", ID_NUMBER[:-1] + ("0" if ID_NUMBER[-1] != "0" else "1")), "agent_id_number"),
        (Agent("很" * 100_000), "agent_name"), (Agent("", ID_NUMBER), "agent_name"), (Agent("李律师", "没有"), "agent_id_number"),
        (Agent("李律师", contact="1" * 201), "agent_contact"),
    ],
)  # fmt: skip
def test_an_agent_is_judged_like_an_applicant(agent: Agent, field: str) -> None:
    assert fields(agent=agent) == {field}


def test_another_paper_has_a_number_too() -> None:
    assert fields(id_type="PASSPORT", id_number="无") == {"id_number"}


def test_what_nobody_sees_is_taken_out_and_what_names_are_written_with_stays() -> None:
    assert cleaned(" \u202e反写\u202c\x00\u200b\ufeff\r\n二\ud800 ") == "反写\n二"
    assert cleaned("𠮷䶮 e\u0301 👩‍🚀 \ue123") == "𠮷䶮 e\u0301 👩‍🚀 \ue123"
    assert one_line("第一行\r\n 第二行\t") == "第一行 第二行"
    assert number_typed("４１０８２５ １９８５\u200b０３０７x") == "41082519850307X"
