"""Grounds on which information is withheld (REG 14, 15, 16), offered wherever an officer must give a reason.

REG 14 must be withheld; REG 15 must, unless the third party agrees or the public interest prevails; REG 16 may be withheld.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.errors import LawError, nearest
from gongkai.law.reference import REG, Ref


@dataclass(frozen=True, slots=True)
class ExemptionGround:
    """One ground. ``kinds_zh`` are the kinds the article lists, of which a reply names one; ``row`` the row of table 3."""

    key: str
    basis: Ref
    label_zh: str
    row: str
    mandatory: bool
    kinds_zh: tuple[str, ...] = ()
    unless_zh: str = ""


_THIRD_PARTY_UNLESS = "第三方同意公开，或者行政机关认为不公开会对公共利益造成重大影响的，予以公开"
_PROCESS_UNLESS = "法律、法规、规章规定应当公开的，从其规定"

EXEMPTION_GROUNDS = (
    ExemptionGround("state_secret", REG(14), "依法确定为国家秘密", "refused.state_secret", True),
    ExemptionGround("forbidden_by_law", REG(14), "法律、行政法规禁止公开", "refused.forbidden_by_law", True),
    ExemptionGround("security_stability", REG(14), "公开后可能危及国家安全、公共安全、经济安全、社会稳定", "refused.security_stability", True,
                    ("国家安全", "公共安全", "经济安全", "社会稳定")),
    ExemptionGround("trade_secret", REG(15), "涉及商业秘密，公开会对第三方合法权益造成损害", "refused.third_party", True,
                    unless_zh=_THIRD_PARTY_UNLESS),
    ExemptionGround("personal_privacy", REG(15), "涉及个人隐私，公开会对第三方合法权益造成损害", "refused.third_party", True,
                    unless_zh=_THIRD_PARTY_UNLESS),
    ExemptionGround("internal_affairs", REG(16, 1), "内部事务信息", "refused.internal_affairs", False,
                    ("人事管理", "后勤管理", "内部工作流程")),
    ExemptionGround("process_information", REG(16, 2), "过程性信息", "refused.process_information", False,
                    ("讨论记录", "过程稿", "磋商信函", "请示报告"), _PROCESS_UNLESS),
    ExemptionGround("enforcement_file", REG(16, 2), "行政执法案卷信息", "refused.enforcement_file", False,
                    unless_zh=_PROCESS_UNLESS),
)  # fmt: skip

_BY_KEY = {ground.key: ground for ground in EXEMPTION_GROUNDS}


def exemption_ground(key: str) -> ExemptionGround:
    """The ground of this key. Raises LawError with all keys."""
    if key not in _BY_KEY:
        raise LawError("ground", key, _BY_KEY, nearest(key, _BY_KEY))
    return _BY_KEY[key]
