"""Rows and columns of the three official tables, labels verbatim (FMT; domain 4.3-4.5).

A row says what it counts, by which article, and which measure with which dimensions gives it; a column of table 3 adds the
applicant category. Rows with ``sum_of`` are declared sums of other rows.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.law.applicants import ApplicantCategory
from gongkai.law.outcomes import outcomes_of_row
from gongkai.law.reference import FEE, FMT, REG, Ref

Where = tuple[tuple[str, str], ...]
Source = Ref


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` as in the cell's key, ``where`` the dimension it adds to the row's measure."""

    key: str
    label_zh: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of table 3. ``group`` is the printed group such as （三）不予公开, empty for rows of their own."""

    key: str
    label_zh: str
    means: str
    basis: tuple[Source, ...]
    group: str = ""
    measure: str | None = None
    where: Where = ()
    sum_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of table 4: reconsideration, or one of the two kinds of lawsuits."""

    key: str
    label_zh: str
    means: str
    basis: tuple[Source, ...]


TABLE3_COLUMNS = (
    *(Column(category.column, category.label_zh, (("category", category.column),)) for category in ApplicantCategory),
    Column("total", "总计"),
)
CATEGORY_COLUMNS = tuple(column.key for column in TABLE3_COLUMNS[:-1])

REFUSED, UNABLE = "（三）不予公开", "（四）无法提供"
NOT_PROCESSED, OTHER = "（五）不予处理", "（六）其他处理"


def _result(key: str, label: str, means: str, group: str = "") -> Row:
    basis = tuple(dict.fromkeys(ref for outcome in outcomes_of_row(key) for ref in outcome.basis)) or (FMT(),)
    return Row(key, label, f"本年度作出答复或者结案：{means}", basis, group, "requests.closed", (("row", key),))


RESULT_ROWS = (
    _result("granted", "（一）予以公开", "全部公开，或者告知已主动公开信息的获取方式"),
    _result("partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "区分处理，公开可以公开的部分"),
    _result("refused.state_secret", "1.属于国家秘密", "因属于国家秘密不予公开", REFUSED),
    _result("refused.forbidden_by_law", "2.其他法律行政法规禁止公开", "因法律、行政法规禁止公开不予公开", REFUSED),
    _result("refused.security_stability", "3.危及“三安全一稳定”", "因可能危及国家安全、公共安全、经济安全、社会稳定不予公开", REFUSED),
    _result("refused.third_party", "4.保护第三方合法权益", "因涉及商业秘密、个人隐私不予公开", REFUSED),
    _result("refused.internal_affairs", "5.属于三类内部事务信息", "因属于人事管理、后勤管理、内部工作流程信息不予公开", REFUSED),
    _result("refused.process_information", "6.属于四类过程性信息", "因属于讨论记录、过程稿、磋商信函、请示报告不予公开", REFUSED),
    _result("refused.enforcement_file", "7.属于行政执法案卷", "因属于行政执法案卷信息不予公开", REFUSED),
    _result("refused.administrative_query", "8.属于行政查询事项", "告知依照有关法律、行政法规办理的查询事项", REFUSED),
    _result("unable.not_held", "1.本机关不掌握相关政府信息", "信息不存在，或者不属于本机关负责公开", UNABLE),
    _result("unable.needs_creation", "2.没有现成信息需要另行制作", "需要对现有信息加工、分析", UNABLE),
    _result("unable.still_unclear", "3.补正后申请内容仍不明确", "补正后仍不明确", UNABLE),
    _result("not_processed.petition", "1.信访举报投诉类申请", "以申请公开名义进行信访、投诉、举报等活动", NOT_PROCESSED),
    _result("not_processed.repeat", "2.重复申请", "已答复过的同一信息再次申请", NOT_PROCESSED),
    _result("not_processed.publication", "3.要求提供公开出版物", "要求提供政府公报、报刊、书籍等公开出版物", NOT_PROCESSED),
    _result("not_processed.excessive", "4.无正当理由大量反复申请", "数量、频次明显超过合理范围且理由不合理", NOT_PROCESSED),
    _result("not_processed.confirm_reissue", "5.要求行政机关确认或重新出具已获取信息", "要求确认或者重新出具已获取信息", NOT_PROCESSED),
    _result("other.not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "逾期不补正，视为放弃申请", OTHER),
    _result("other.fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "逾期未缴费，视为放弃申请", OTHER),
    _result("other.other", "3.其他", "申请人撤回等其他结案情形", OTHER),
)  # fmt: skip

TABLE3_ROWS = (
    Row("new_received", "一、本年新收政府信息公开申请数量", "收到申请之日在本年1月1日至12月31日之间的申请", (REG(31), FMT()),
        measure="requests.received"),
    Row("carried_in", "二、上年结转政府信息公开申请数量", "上年12月31日24时尚未办结的申请", (FMT(),), measure="requests.carried_in"),
    *RESULT_ROWS,
    Row("results_total", "（七）总计", "本年度办理结果各行之和", (FMT(),), sum_of=tuple(row.key for row in RESULT_ROWS)),
    Row("carried_out", "四、结转下年度继续办理", "本年12月31日24时尚未办结的申请（含等待补正、征求意见、缴费）", (FMT(),),
        measure="requests.carried_out"),
)  # fmt: skip

TABLE4_COLUMNS = (
    Column("upheld", "结果维持", (("result", "upheld"),)),
    Column("corrected", "结果纠正", (("result", "corrected"),)),
    Column("other_result", "其他结果", (("result", "other_result"),)),
    Column("pending", "尚未审结"),
    Column("total", "总计"),
)
TABLE4_BLOCKS = (
    Block("reconsideration", "行政复议", "本年审结和年末尚未审结的政府信息公开行政复议案件", (REG(50, 1, 3), REG(51))),
    Block(
        "litigation_direct", "未经复议直接起诉", "未经复议直接起诉的政府信息公开行政诉讼案件", (REG(50, 1, 3), REG(51))
    ),
    Block(
        "litigation_after_reconsideration",
        "复议后起诉",
        "复议后起诉的政府信息公开行政诉讼案件",
        (REG(50, 1, 3), REG(51)),
    ),
)
RESULT_MEANS = {
    "upheld": "维持原行为、驳回请求",
    "corrected": "撤销、变更、确认违法或者无效、责令履行",
    "other_result": "撤回、终止、调解、不予受理等",
    "pending": "年末尚未审结",
}


@dataclass(frozen=True, slots=True)
class Table2Row:
    """A row of table 2 under its item of article 20; ``columns`` are its cells."""

    key: str
    label_zh: str
    columns: tuple[Table2Column, ...]


@dataclass(frozen=True, slots=True)
class Table2Column:
    key: str
    label_zh: str
    means: str
    measure: str
    where: Where = ()
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class Item:
    """One block of table 2: an item of article 20 with its heading and rows."""

    key: str
    heading_zh: str
    basis: tuple[Source, ...]
    rows: tuple[Table2Row, ...]


def _documents(kind: str, label: str) -> Table2Row:
    where: Where = (("document_type", kind),)
    return Table2Row(kind, label, (
        Table2Column("issued", "本年制发件数", f"本年制发的{label}", "catalogue.documents_issued", where),
        Table2Column("abolished", "本年废止件数", f"本年废止或者失效的{label}", "catalogue.documents_ended", where),
        Table2Column("in_force", "现行有效件数", f"12月31日现行有效的{label}", "catalogue.documents_in_force", where),
    ))  # fmt: skip


def _decisions(kind: str, label: str, means: str) -> Table2Row:
    return Table2Row(kind, label, (Table2Column("decisions", "本年处理决定数量", means, f"decisions.{kind}"),))


_CHARGES = Table2Column(
    "amount_wan_yuan",
    "本年收费金额（单位：万元）",
    "本年收取（减去退还）的行政事业性收费金额",
    "decisions.charges",
    unit="万元",
)

TABLE2_ITEMS = (
    Item("art20_1", "第二十条第（一）项", (REG(20, 1),),
         (_documents("rules", "规章"), _documents("normative_documents", "行政规范性文件"))),
    Item("art20_5", "第二十条第（五）项", (REG(20, 5),),
         (_decisions("permits", "行政许可", "本年作出的行政许可决定（含准予和不予）"),)),
    Item("art20_6", "第二十条第（六）项", (REG(20, 6),),
         (_decisions("penalties", "行政处罚", "本年作出的行政处罚决定，一案数罚计一件，事后撤销的仍计入"),
          _decisions("coercion", "行政强制", "本年实施的行政强制措施和行政强制执行"))),
    Item("art20_8", "第二十条第（八）项", (REG(20, 8),), (Table2Row("charges", "行政事业性收费", (_CHARGES,)),)),
)  # fmt: skip

FEE_BASIS: tuple[Source, ...] = (REG(42), FEE(3), REG(50))
