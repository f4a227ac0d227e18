"""A small town's documents, with the confusions that search has to keep apart."""

from __future__ import annotations

from datetime import date

from gongkai.search.analysis.query import parse
from gongkai.search.analysis.stream import whole
from gongkai.search.analysis.synonyms import packaged_table
from gongkai.search.documents import Document, Question

DOCUMENTS = (
    Document("number", "关于做好防汛工作的通知", docno="温政〔2022〕5号", body="各乡镇：请做好防汛。", agency="温县人民政府",
             day=date(2022, 3, 1), kind="policy_document"),
    Document("other-number", "关于防汛值守的通知", docno="温政〔2022〕15号", body="见温政〔2022〕15号。", agency="温县人民政府",
             day=date(2022, 4, 1), kind="policy_document"),
    Document("office", "关于值班的通知", docno="温政办〔2022〕5号", body="办公室值班安排。", agency="温县人民政府办公室",
             day=date(2022, 5, 1), kind="notice"),
    Document("mention", "防汛解读", body="《关于做好防汛工作的通知》（溫政[2022]５號）已经印发。", agency="温县水利局",
             day=date(2022, 3, 5), kind="interpretation"),
    Document("allowance", "最低生活保障标准调整", body="农村最低生活保障标准提高到每月３７０元。", agency="温县民政局",
             day=date(2021, 7, 1), kind="policy_document", validity="现行有效"),
    Document("short", "低保名单公示", body="本月新增低保对象，\n标准不变。", agency="温县民政局", day=date(2022, 7, 1), kind="notice"),
    Document("broken", "工作简讯", body="会议讨论了降低。保障措施另行通知", agency="温县民政局", day=date(2022, 8, 1), kind="news"),
    Document("rare", "关于𠮷喆、䶮同志任职的通知", body="任命𠮷喆为副局长", agency="温县人民政府", day=date(2022, 6, 1), kind="notice"),
    Document("latin", "ab c 型设备采购", body="型号AB-C，规格3.5米", agency="温县水利局", day=date(2020, 1, 1), kind="notice"),
    Document("latin-two", "a bc 型设备采购", body="型号a.bc", agency="温县水利局", day=date(2020, 1, 2), kind="notice"),
    Document("permit", "行政许可决定", body="准予防汛物资经营", agency="温县水利局", day=date(2022, 9, 1), kind="permit", mass=True),
    Document("files", "招聘公告", body="详见附件。", attachments="岗位一览表\n防汛岗位两名", agency="温县水利局",
             day=date(2022, 2, 1), kind="recruitment"),
)  # fmt: skip


def question(text: str, synonyms: bool = False, **options) -> Question:
    query = parse(text, packaged_table() if synonyms else ())
    return Question(words=query.words, whole=whole(text), **options)
