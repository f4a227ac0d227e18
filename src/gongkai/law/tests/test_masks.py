"""Masks of domain 7.4."""

from __future__ import annotations

import pytest

from gongkai.law.masks import mask_address, mask_bank_account, mask_person_name, mask_phone, mask_resident_number


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张**"),
        ("张三丰", "张**"),
        ("欧阳修", "欧阳**"),
        ("欧阳", "欧**"),
        ("买买提·吐尔逊", "买**"),
        ("张", "张**"),
        (" ", ""),
    ],
)
def test_person_name_keeps_the_surname(name: str, masked: str) -> None:
    assert mask_person_name(name) == masked


def test_a_masked_name_does_not_tell_its_length() -> None:
    assert mask_person_name("王一") == mask_person_name("王一一一")


def test_resident_number_keeps_four_and_two() -> None:
    assert mask_resident_number("410825199001011234") == "4108************34"
    assert mask_resident_number("410825199001011234", first=6, last=0) == "410825************"


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812345678", "138******78"), ("0391-6192345", "039******45"), ("12345", "*****"), ("", "")],
)
def test_phone_keeps_three_and_two(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_bank_account_keeps_the_last_four() -> None:
    assert mask_bank_account("6222 0212 3456 7890 123") == "***************0123"
    assert mask_bank_account("1234567") == "*******"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("河南省焦作市温县温泉街道黄河路12号", "河南省焦作市温县温泉街道***"),
        ("温县番田镇三街村8号", "温县番田镇***"),
        ("河南省焦作市温县黄河路12号", "河南省焦作市温县***"),
        ("河南省新乡市红旗区向阳街道1号", "河南省新乡市红旗区向阳街道***"),
        ("镇江市丹徒区谷阳镇谷阳大道1号", "镇江市丹徒区谷阳镇***"),
        ("上海市浦东新区张江镇路12号", "上海市浦东新区***"),
        ("温县温泉街道城市花园2幢", "温县温泉街道***"),
        ("黄河路12号", "***"),
        ("温县番田镇", "温县番田镇"),
        ("", ""),
    ],
)
def test_address_ends_at_the_township(address: str, masked: str) -> None:
    assert mask_address(address) == masked
