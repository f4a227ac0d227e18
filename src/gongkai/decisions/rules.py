"""Checks across the cells of one row (domain 7.2). Each rule yields (field, reason) for everything wrong with the row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from gongkai.decisions.columns import ENFORCEMENTS, MEASURES, RESIDENT_CARD
from gongkai.decisions.models import Counterparty, Kind
from gongkai.law.codes import resident_number_fault

Row = Sequence[str]
Fault = tuple[str, str]
Rule = Callable[[Row], Iterator[Fault]]
Places = Mapping[str, int]
_SUMMARY_WORDS = ("简易程序", "当场处罚")


def is_summary(procedure: str, note: str) -> bool:
    """A penalty of the summary procedure (PEN 51): by its own column, or as files without that column say it in the note."""
    return procedure == "简易程序" or (note != "" and any(word in note for word in _SUMMARY_WORDS))


def counterparty_rule(at: Places, name_required: bool) -> Rule:
    """Organisations name their code and representative, persons their document; a card number has its check digit."""
    kind, name, code, boss = (
        at[a] for a in ("counterparty_kind", "counterparty_name", "credit_code", "representative")
    )
    boss_type, boss_id = at["representative_id_type"], at["representative_id"]
    id_type, id_number = at["person_id_type"], at["person_id"]

    def check(row: Row) -> Iterator[Fault]:
        who = row[kind]
        if who == Counterparty.PERSON:
            if name_required and not row[id_type]:
                yield "person_id_type", "自然人必填"
            if name_required and not row[id_number]:
                yield "person_id", "自然人必填"
        elif who == Counterparty.ORGANISATION and name_required:
            if not row[code]:
                yield "credit_code", "法人及非法人组织必填"
            if not row[boss]:
                yield "representative", "法人及非法人组织必填"
        if row[id_number] or row[id_type]:
            yield from _identity("person_id", row[id_type], row[id_number])
        if row[boss_id] or row[boss_type]:
            yield from _identity("representative_id", row[boss_type], row[boss_id])
        if name_required and not row[name]:
            yield "counterparty_name", "必填"

    return check


def _identity(field: str, kind: str, number: str) -> Iterator[Fault]:
    if not kind:
        yield f"{field}_type", "填写证件号码时须填写证件类型"
    elif not number:
        yield field, "填写证件类型时须填写证件号码"
    elif kind == RESIDENT_CARD and (fault := _card_fault(number)):
        yield field, fault


_card_fault = lru_cache(maxsize=20_000)(resident_number_fault)


def permit_rule(at: Places) -> Rule:
    first, last = at["valid_from"], at["valid_until"]

    def check(row: Row) -> Iterator[Fault]:
        if row[first] > row[last]:
            yield "valid_until", f"有效期至早于有效期自{row[first]}"

    return check


def penalty_rule(at: Places) -> Rule:
    kinds, fine, taken, licence = (at[a] for a in ("penalty_kinds", "fine_fen", "confiscated_fen", "licence"))
    decided, until, shown = at["happened_on"], at["valid_until"], at["publicity_end"]

    def check(row: Row) -> Iterator[Fault]:
        named = row[kinds]
        if "罚款" in named:
            if row[fine] in ("", "0"):
                yield "fine_fen", "处罚类别含罚款时，罚款金额应大于0"
        elif row[fine] not in ("", "0"):
            yield "fine_fen", "处罚类别不含罚款，不应有罚款金额"
        if "没收违法所得" in named and not row[taken]:
            yield "confiscated_fen", "处罚类别含没收违法所得时必填"
        if ("暂扣" in named or "吊销" in named) and not row[licence]:
            yield "licence", "暂扣或吊销证照时必填"
        if row[until] < row[decided]:
            yield "valid_until", f"处罚有效期早于处罚决定日期{row[decided]}"
        if row[shown] and row[shown] < row[decided]:
            yield "publicity_end", f"公示截止期早于处罚决定日期{row[decided]}"

    return check


def coercion_rule(at: Places) -> Rule:
    kind, word, decided, until = (at[a] for a in ("coercion_type", "coercion_kind", "happened_on", "valid_until"))

    def check(row: Row) -> Iterator[Fault]:
        accepted = MEASURES if row[kind] == "行政强制措施" else ENFORCEMENTS
        if row[word] not in accepted:
            yield "coercion_kind", f"{row[kind]}的种类应为：{'、'.join(accepted)}"
        if row[until] and row[until] < row[decided]:
            yield "valid_until", f"强制期限早于强制决定日期{row[decided]}"

    return check


def charge_rule(at: Places) -> Rule:
    direction, origin, amount = at["direction"], at["refund_of"], at["amount_fen"]

    def check(row: Row) -> Iterator[Fault]:
        if row[amount] == "0":
            yield "amount_fen", "金额应大于0"
        if row[direction] == "退费" and not row[origin]:
            yield "refund_of", "退费须填写原票据号"
        if row[direction] != "退费" and row[origin]:
            yield "refund_of", "只有退费才填写原票据号"

    return check


def organ_rule(at: Places, accepted: frozenset[str], owner: str) -> Rule:
    """The deciding organ must belong to the importing agency."""
    code = at["organ_code"]

    def check(row: Row) -> Iterator[Fault]:
        if row[code] not in accepted:
            yield "organ_code", f"不是{owner}或其下属单位的代码，只能导入本单位作出的决定"

    return check


_OF_KIND: dict[Kind, Callable[[Places], Rule]] = {
    Kind.PERMIT: permit_rule, Kind.PENALTY: penalty_rule, Kind.COERCION: coercion_rule, Kind.CHARGE: charge_rule,
}  # fmt: skip


def rules_for(kind: Kind, at: Places, organ_codes: frozenset[str], owner: str) -> tuple[Rule, ...]:
    return (
        counterparty_rule(at, kind is not Kind.CHARGE),
        _OF_KIND[kind](at),
        organ_rule(at, organ_codes, owner),
    )
