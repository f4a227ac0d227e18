"""The lexicon: read with its errors told by row, in versions, and found in texts with exceptions and scopes."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.wording.checking import Lexicon
from gongkai.wording.lexicon import current_lexicon
from gongkai.wording.lexicon_file import HEADINGS, Entry, read_lexicon, write_lexicon
from gongkai.wording.models import LexiconEntry
from gongkai.wording.usecases.import_lexicon import import_lexicon

GOOD = "错误表述,建议表述,严重程度,类别,适用单位,例外\n渡假村,度假村,一般,错别字,,\n张三县长,李四县长,严重,领导人姓名、职务、排序,wenxian,\n"


def lexicon(*entries: Entry) -> Lexicon:
    return Lexicon(1, entries)


def entry(wrong: str, unless: tuple[str, ...] = (), agency: str = "") -> Entry:
    return Entry(wrong, "", "SERIOUS", "OTHER", agency, unless)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年新建渡假村两处", ["今年新建【渡假村】两处"]),
        ("渡　假 村", ["【渡　假 村】"]),
        ("度假村", []),
        ("渡假", []),
        ("渡假村渡假村", ["【渡假村】渡假村", "渡假村【渡假村】"]),
        ("", []),
    ],
)
def test_every_place_is_found_spaces_seen_through(text: str, found: list[str]) -> None:
    assert [hit.around for hit in lexicon(entry("渡假村")).hits(text)] == found


def test_an_exception_is_the_wording_inside_a_right_one() -> None:
    made = lexicon(entry("旅游局", ("文化和旅游局",)))
    assert [hit.start for hit in made.hits("县文化和旅游局与原县旅游局")] == [10]


def test_a_scoped_entry_speaks_only_in_its_agencies() -> None:
    made = lexicon(entry("张三县长", agency="wenxian"))
    assert len(made.hits("张三县长调研", "/wenxian/wenxian-gaj/")) == 1
    assert made.hits("张三县长调研", "/wuzhi/") == []


def test_of_two_entries_at_one_place_the_longer_counts() -> None:
    made = lexicon(entry("台湾国"), entry("台湾国防部"))
    assert [hit.entry.wrong for hit in made.hits("台湾国防部")] == ["台湾国防部"]


def test_the_starter_is_in_force_before_the_first_import_and_reads_back_as_it_was_written(db: None) -> None:
    starter = current_lexicon()
    assert starter.number == 0
    assert read_lexicon("x.csv", write_lexicon(starter.entries).encode(), frozenset()) == list(starter.entries)
    assert [hit.entry.right for hit in starter.hits("推进一带一路战略")] == ["“一带一路”倡议"]
    assert (
        starter.hits("温县人民政府关于春耕生产、安全生产和乡村振兴的部署，县文化广电和旅游局、县市场监督管理局配合。")
        == []
    )


def test_an_import_is_a_new_version_of_the_whole(cast: Cast) -> None:
    act = cast.act(Role.SUPERVISOR)
    first = import_lexicon(act=act, name="词库.csv", content=GOOD.encode())
    assert (first.number, current_lexicon().number, len(current_lexicon().entries)) == (1, 1, 2)
    assert current_lexicon().hits("推进一带一路战略") == []
    second = import_lexicon(act=act, name="词库.csv", content=(GOOD + "按装,安装,一般,错别字,,\n").encode("gb18030"))
    assert (second.number, len(current_lexicon().entries), LexiconEntry.objects.count()) == (2, 3, 5)
    with pytest.raises(Refused, match="内容相同"):
        import_lexicon(act=act, name="词库.csv", content=(GOOD + "按装,安装,一般,错别字,,\n").encode())


def test_a_spreadsheet_says_the_same_as_its_csv(cast: Cast) -> None:
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["渡假村", "度假村", "一般", "错别字", "", "渡假村路|渡假村站"])
    (read,) = read_lexicon("词库.xlsx", out.getvalue(), frozenset())
    assert read == Entry("渡假村", "度假村", "GENERAL", "CHARACTER", "", ("渡假村路", "渡假村站"))


def test_errors_are_told_by_row_and_column_all_at_once() -> None:
    bad = GOOD + "字,子,很严重,错别字,,\n渡假村,度假村,一般,别的,,\n渡头,渡头,一般,错别字,nowhere,\n"
    with pytest.raises(Refused) as refused:
        read_lexicon("词库.csv", bad.encode(), frozenset({"wenxian"}))
    said = [reason.text for reason in refused.value.reasons]
    assert said == [
        "第4行“错误表述”应为 2 至 100 字，所填：“字”",
        "第4行“严重程度”应为严重、一般、提示之一，所填：“很严重”",
        "第5行“类别”应为领导人姓名、职务、排序、领土、地图表述、政治表述、错别字、过时用语、被劫持或者不良链接、其他之一，所填：“别的”",
        "第5行“错误表述”与第2行重复：渡假村",
        "第6行“建议表述”与“错误表述”相同：“渡头”",
        "第6行“适用单位”没有代码为“nowhere”的单位",
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("词库.docx", b"PK", "不是 CSV 或 XLSX"),
        ("词库.xlsx", b"PK nothing", "内容不是"),
        ("词库.csv", b"\xff\xfe\xff", "编码无法识别"),
        ("词库.csv", "甲,乙\n".encode(), "缺少列"),
        ("词库.csv", GOOD.splitlines()[0].encode(), "没有词条"),
    ],
)
def test_a_file_that_is_no_lexicon_is_refused(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_lexicon(name, content, frozenset())


def test_only_the_competent_authority_imports(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_lexicon(act=cast.act(Role.OFFICE_HEAD), name="词库.csv", content=GOOD.encode())
