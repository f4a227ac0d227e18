"""The columns of the four ledgers (domain 7.2): national name, Chinese headings, check, need. Order is the order of checking.

``need``: R required, C conditional (rules.py says when), O optional. Columns of coercion and charges are named here in
the national style; ``docs/decisions-files.md`` explains them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai.decisions.cells import (
    FREE_TEXT,
    WAN_YUAN,
    YUAN,
    Check,
    choice_of,
    choices_of,
    credit_code,
    day_check,
    identity_number,
    index_number,
    number_text,
    permit_kind,
    text_of,
)
from gongkai.decisions.models import Counterparty, Kind

PENALTY_KINDS = (
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件",
    "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业", "行政拘留", "其他",
)  # fmt: skip
MEASURES = ("限制人身自由", "查封", "扣押", "冻结", "其他")
ENFORCEMENTS = ("加处罚款或滞纳金", "划拨", "拍卖或处理", "排除妨碍恢复原状", "代履行", "其他")
RESIDENT_CARD = "身份证"
ID_TYPES = (RESIDENT_CARD, "护照", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "外国人永久居留身份证")
COUNTERPARTIES = {
    "法人及非法人组织": Counterparty.ORGANISATION.value,
    "自然人": Counterparty.PERSON.value,
    "个体工商户": Counterparty.HOUSEHOLD.value,
    "法人": Counterparty.ORGANISATION.value,
    "法人和其他组织": Counterparty.ORGANISATION.value,
    "个体": Counterparty.HOUSEHOLD.value,
}
_IDS = choice_of({word: word for word in ID_TYPES} | {"居民身份证": RESIDENT_CARD})


@dataclass(frozen=True, slots=True)
class Column:
    """``attr`` is the model's field, ``code`` the national name without the ledger's prefix, ``headings`` Chinese names.

    ``check`` takes the importing day because a decision is never later than that. ``secret``: never shown unmasked.
    """

    attr: str
    code: str
    headings: tuple[str, ...]
    check: Callable[[str], Check]
    need: str = "O"
    other_codes: tuple[str, ...] = ()
    secret: bool = False


def _fixed(check: Check) -> Callable[[str], Check]:
    return lambda today: check


def _text(most: int = FREE_TEXT) -> Callable[[str], Check]:
    return _fixed(text_of(most))


def _number(most: int) -> Callable[[str], Check]:
    return _fixed(number_text(most))


def _past_day(today: str) -> Check:
    return day_check(today=today)


_ANY_DAY = _fixed(day_check())
_CREDIT_CODE = _fixed(credit_code)


def _counterparty(noun: str, name_need: str = "R") -> tuple[Column, ...]:
    """The shared columns; ``noun`` is 行政相对人 or, for charges, 缴费人."""
    return (
        Column("counterparty_index", "XDR_XH", (f"{noun}序号", "相对人序号"), _fixed(index_number)),
        Column("counterparty_kind", "XDR_LB", (f"{noun}类别",), _fixed(choice_of(COUNTERPARTIES)), "R"),
        Column("counterparty_name", "XDR_MC", (f"{noun}名称", noun), _text(200), name_need, ("XDR",), secret=True),
        Column("credit_code", "XDR_SHXYM", ("统一社会信用代码", f"{noun}代码_1(统一社会信用代码)"), _CREDIT_CODE, "C"),
        Column("registration_number", "XDR_GSZC", ("工商注册号", "工商登记码", f"{noun}代码_2(工商注册号)"), _number(50)),
        Column("organisation_code", "XDR_ZZJG", ("组织机构代码", f"{noun}代码_3(组织机构代码)"), _number(9)),
        Column("tax_number", "XDR_SWDJ", ("税务登记号", f"{noun}代码_4(税务登记号)"), _number(15)),
        Column("institution_number", "XDR_SYDW", ("事业单位证书号", f"{noun}代码_5(事业单位证书号)"), _number(12)),
        Column("social_organisation_number", "XDR_SHZZ", ("社会组织登记证号", f"{noun}代码_6(社会组织登记证号)"), _number(50)),
        Column("representative", "FRDB", ("法定代表人", "法定代表人姓名", "法定代表人(负责人)"), _text(50), "C", secret=True),
        Column("representative_id_type", "FR_ZJLX", ("法定代表人证件类型",), _fixed(_IDS), "C"),
        Column("representative_id", "FR_ZJHM", ("法定代表人证件号码", "法定代表人身份证号"), _fixed(identity_number), "C", ("FR_SFZH",), True),
        Column("person_id_type", "XDR_ZJLX", ("证件类型", f"{noun}证件类型", "自然人证件类型"), _fixed(_IDS), "C"),
        Column("person_id", "XDR_ZJHM", ("证件号码", f"{noun}证件号码", "自然人证件号码", "身份证号"), _fixed(identity_number), "C", ("XDR_SFZ",), True),
    )  # fmt: skip


def _organ(noun: str, name: str, code: str, source: str, source_code: str) -> tuple[Column, ...]:
    return (
        Column("organ_name", name, (noun,), _text(200), "R"),
        Column("organ_code", code, (f"{noun}统一社会信用代码", f"{noun}代码"), _CREDIT_CODE, "R"),
        Column("source_name", source, ("数据来源单位",), _text(200), "R"),
        Column("source_code", source_code, ("数据来源单位统一社会信用代码", "数据来源单位代码"), _CREDIT_CODE, "R"),
        Column("note", "BZ", ("备注",), _text()),
    )


_PERMIT = (
    Column("document_number", "WSH", ("行政许可决定文书号", "决定文书号"), _number(64), "R"),
    *_counterparty("行政相对人"),
    Column("document_title", "XKWS", ("行政许可决定文书名称",), _text(64), "R"),
    Column("permit_kind", "XKLB", ("许可类别",), _fixed(permit_kind), "R"),
    Column("certificate_name", "XKZS", ("许可证书名称",), _text(64)),
    Column("certificate_number", "XKBH", ("许可编号", "许可证书编号"), _number(64)),
    Column("content", "NR", ("许可内容",), _text(), "R"),
    Column("happened_on", "JDRQ", ("许可决定日期",), _past_day, "R"),
    Column("valid_from", "YXQZ", ("有效期自",), _ANY_DAY, "R"),
    Column("valid_until", "YXQZI", ("有效期至",), _ANY_DAY, "R"),
    Column("status", "ZT", ("当前状态",), _fixed(choice_of({"1": "1", "2": "2", "有效": "1", "无效": "2"})), "R"),
    *_organ("许可机关", "XKJG", "XKJGDM", "LYDW", "LYDWDM"),
)
_PENALTY = (
    Column("document_number", "WSH", ("行政处罚决定书文号", "决定书文号"), _number(128), "R"),
    *_counterparty("行政相对人"),
    Column("offence_kind", "WFXW", ("违法行为类型",), _text(), "R"),
    Column("facts", "SY", ("违法事实",), _text(), "R"),
    Column("basis", "YJ", ("处罚依据",), _text(), "R"),
    Column("penalty_kinds", "CFLB", ("处罚类别",), _fixed(choices_of(PENALTY_KINDS)), "R"),
    Column("procedure", "CFCX", ("处罚程序", "适用程序"),
           _fixed(choice_of({"简易程序": "简易程序", "普通程序": "普通程序", "快速办理": "快速办理", "一般程序": "普通程序"}))),
    Column("content", "NR", ("处罚内容",), _text(), "R"),
    Column("fine_fen", "NR_FK", ("罚款金额(万元)", "罚款金额"), _fixed(WAN_YUAN), "C"),
    Column("confiscated_fen", "NR_WFFF", ("没收违法所得、没收非法财物的金额(万元)", "没收违法所得、没收非法财物的金额", "没收金额(万元)"),
           _fixed(WAN_YUAN), "C"),
    Column("licence", "NR_ZKDX", ("暂扣或吊销证照名称及编号",), _text(200), "C"),
    Column("happened_on", "JDRQ", ("处罚决定日期",), _past_day, "R"),
    Column("valid_until", "YXQ", ("处罚有效期",), _ANY_DAY, "R"),
    Column("publicity_end", "GSJZQ", ("公示截止期",), _ANY_DAY),
    *_organ("处罚机关", "CFJG", "CFJGDM", "SJLY", "SJLYDM"),
)  # fmt: skip
_COERCION = (
    Column("document_number", "WSH", ("行政强制决定书文号",), _number(128), "R"),
    *_counterparty("行政相对人"),
    Column(
        "coercion_type", "LX", ("强制类型",), _fixed(choice_of({w: w for w in ("行政强制措施", "行政强制执行")})), "R"
    ),
    Column("coercion_kind", "ZL", ("强制种类",), _fixed(choice_of({w: w for w in (*MEASURES, *ENFORCEMENTS)})), "R"),
    Column("object_text", "DX", ("强制对象",), _text(), "R"),
    Column("reason", "SY", ("强制事由",), _text()),
    Column("basis", "YJ", ("强制依据",), _text(), "R"),
    Column("happened_on", "JDRQ", ("强制决定日期",), _past_day, "R"),
    Column("valid_until", "QX", ("强制期限至",), _ANY_DAY),
    Column(
        "status",
        "ZT",
        ("当前状态",),
        _fixed(choice_of({w: w for w in ("执行中", "已解除", "已执行完毕", "已撤销")})),
        "R",
    ),
    *_organ("强制机关", "QZJG", "QZJGDM", "SJLY", "SJLYDM"),
)
_CHARGE = (
    Column("document_number", "PJH", ("票据号", "缴款书号"), _number(128), "R"),
    *_counterparty("缴费人", "O"),
    Column("direction", "LB", ("收退类别",), _fixed(choice_of({"收费": "收费", "退费": "退费"}))),
    Column("refund_of", "YPJH", ("原票据号",), _number(128), "C"),
    Column("item", "XM", ("收费项目",), _text(100), "R"),
    Column("item_code", "XMBM", ("收费项目编码",), _number(40)),
    Column("basis", "YJ", ("收费依据",), _text(), "R"),
    Column("standard", "BZ_SF", ("收费标准",), _text(), "R"),
    Column("amount_fen", "JE", ("金额(元)", "收费金额(元)", "金额"), _fixed(YUAN), "R"),
    Column("happened_on", "RQ", ("收费日期", "收退日期"), _past_day, "R"),
    *_organ("收费机关", "SFJG", "SFJGDM", "SJLY", "SJLYDM"),
)

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.PERMIT: _PERMIT, Kind.PENALTY: _PENALTY, Kind.COERCION: _COERCION, Kind.CHARGE: _CHARGE,
}  # fmt: skip
