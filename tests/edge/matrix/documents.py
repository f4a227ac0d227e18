"""Documents, review, register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import APPROVER, DRAFTER, PUBLISHER, REVIEWERS, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.models import CleanUp, Column, Disclosure, StockFinding
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.edit_item import attach_file
from gongkai.catalogue.usecases.submit_for_review import submit_for_review
from gongkai.catalogue.usecases.take_down import take_down
from gongkai.files.store import store_scan
from gongkai.numbering.keys import public_id
from gongkai.review.models import OfflineSignature

OFFICE_HEAD = frozenset({Role.OFFICE_HEAD})
SECRECY = frozenset({Role.SECRECY_REVIEWER})
HANDLERS = PUBLISHER | frozenset({Role.SUPERVISOR})


def _act(verb: str, acts: frozenset[Role], thing: str = "item") -> Page:
    return Page("document-act", of(thing, verb), get=False, post=True, acts=acts, of_agency=True)


def _after(verb: str, acts: frozenset[Role], correction: bool = False) -> Page:
    data = (("correction", "0000000000001"),) if correction else (("into", "x"), ("reason", "重复"))
    return Page(
        "document-after",
        of("published", verb),
        get=False,
        post=True,
        acts=acts,
        of_agency=True,
        data=data,
        done=404 if correction else 302,
    )


def _review(verb: str, acts: frozenset[Role]) -> Page:
    return Page("review-act", of("sheet", verb), get=False, post=True, acts=acts, of_agency=True)


PAGES = (
    Page("documents"),
    Page("document-new", door=DRAFTER, post=True, posts_agency=True, done=302,
         data=(("agency", "wenxian-zfb"), ("kind", "news"), ("column", "zwdt"), ("title", "春耕"))),
    Page("document-register"),
    Page("document-picture", of("picture"), of_agency=True),
    Page("document", of("item"), of_agency=True),
    Page("document-edit", of("item"), door=DRAFTER, post=True, of_agency=True, done=409),
    Page("document-kind", of("item"), door=DRAFTER, post=True, of_agency=True, done=200),
    Page("document-autosave", of("item"), door=DRAFTER, get=False, post=True, of_agency=True, done=200),
    Page("document-attribute", of("item"), door=OFFICE_HEAD, get=False, post=True, of_agency=True),
    Page("document-attach", of("item"), door=DRAFTER, get=False, post=True, of_agency=True),
    Page("document-picture-paste", of("item"), door=DRAFTER, get=False, post=True, of_agency=True, done=409),
    Page("document-picture-put-in", of("item"), door=DRAFTER, get=False, post=True, of_agency=True),
    Page("document-docx", of("item"), door=DRAFTER, get=False, post=True, of_agency=True),
    Page("document-file", lambda things: (things["item"], things["attachment"]), of_agency=True),
    Page("document-detach", lambda things: (things["item"], things["attachment"]), door=DRAFTER, get=False, post=True, of_agency=True),
    _act("submit", DRAFTER),
    _act("recall", DRAFTER, "submitted"),
    _act("issue", OFFICE_HEAD | PUBLISHER),
    _act("publish", PUBLISHER),
    Page("document-correct", of("item"), door=DRAFTER, post=True, of_agency=True, done=200),
    Page("document-editions", of("published"), of_agency=True),
    _after("correct", PUBLISHER, correction=True),
    _after("withdraw", PUBLISHER),
    _after("restore", PUBLISHER),
    _after("merge", PUBLISHER),
    _after("unschedule", PUBLISHER),
    Page("takedowns", door=HANDLERS | APPROVER),
    Page("takedown-find", door=HANDLERS, get=False, post=True, done=200, data=(("words", "春耕"),)),
    Page("takedown-carry-out", door=HANDLERS, get=False, post=True, done=200),
    Page("takedown", of("takedown"), door=HANDLERS | APPROVER, of_agency=True),
    Page("takedown-act", of("takedown", "restore"), door=HANDLERS | APPROVER, get=False, post=True, acts=PUBLISHER, of_agency=True,
         data=(("line", "0000000000001"),), done=404),
    Page("takedown-act", of("takedown", "agree"), door=HANDLERS | APPROVER, get=False, post=True, acts=APPROVER, of_agency=True),
    Page("normative"),
    Page("normative-inherit", door=OFFICE_HEAD, get=False, post=True),
    Page("clean-up-open", door=OFFICE_HEAD, get=False, post=True, data=(("agency", "wenxian-zfb"),), posts_agency=True),
    Page("clean-up", of("clean_up"), of_agency=True),
    Page("clean-up-act", of("clean_up", "judge"), get=False, post=True, acts=OFFICE_HEAD, of_agency=True),
    Page("interpretations"),
    Page("policy-act", of("item", "relate"), get=False, post=True, acts=DRAFTER | OFFICE_HEAD, of_agency=True),
    Page("interpretation-act", of("item", "plan"), get=False, post=True, acts=DRAFTER, of_agency=True),
    Page("document-release", of("item"), door=SECRECY | REVIEWERS | APPROVER | OFFICE_HEAD, get=False, post=True, of_agency=True),
    Page("wording"),
    Page("wording-keep", of("finding"), get=False, post=True, acts=REVIEWERS | APPROVER | OFFICE_HEAD, of_agency=True,
         data=(("reason", "名称如此"),)),
    Page("lexicon"),
    Page("lexicon-csv"),
    Page("lexicon-import", door=frozenset({Role.SUPERVISOR}), get=False, post=True),
    Page("review"),
    Page("review-paths", door=OFFICE_HEAD | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}, post=True),
    Page("review-pdf", of("sheet"), of_agency=True),
    Page("review-scan", lambda things: (things["sheet"], things["signature"]), of_agency=True),
    Page("review-file", lambda things: (things["filed"], things["filed_attachment"]), of_agency=True),
    Page("review-sheet", of("sheet"), of_agency=True),
    _review("offline", DRAFTER | OFFICE_HEAD | PUBLISHER),
    Page("document-reassess", of("item"), door=OFFICE_HEAD, get=False, post=True, of_agency=True),
    _review("secrecy", SECRECY),
    _review("pass", SECRECY),
    _review("return", SECRECY),
    _review("mark", SECRECY | REVIEWERS | APPROVER),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    seed_columns(Column)
    cast.on(date(2022, 3, 1))
    writer = cast.act(Role.DRAFTER, who="文稿拟稿人")

    def drafted(title: str, agency_id: int) -> int:
        return draft_item(
            act=writer, kind="news", column="zwdt", agency_id=agency_id, title=title, body_html="<p>春耕</p>",
            attribute=Attribute(Disclosure.PROACTIVE),
        ).id  # fmt: skip

    item = drafted("草稿", cast.government.id)
    stored = store_scan(act=writer, agency_id=cast.government.id, name="图.png", content=b"\x89PNG\r\n\x1a\n")
    attached = attach_file(act=writer, item_id=item, version=1, file=stored, label="图")
    submitted = submit_for_review(act=writer, item_id=drafted("送审稿", cast.government.id))
    assert submitted.sheet is not None
    row = attached.attachments.get()
    walk = Walk(cast, cast.office)
    shown, down = (walk.published() for _ in range(2))
    signature = OfflineSignature.objects.create(
        sheet=submitted.sheet, stage="FINAL", leader=cast.officer(Role.APPROVER), leader_name="甲", opinion="同意", signed_on=date(2022, 3, 1),
        scan=stored, recorded_by=cast.officer(Role.DRAFTER, who="文稿拟稿人"), recorded_by_name="乙", recorded_at=cast.clock.now(),
        state="REJECTED",
    )  # fmt: skip
    filed = drafted("附件稿", cast.government.id)
    attach_file(act=writer, item_id=filed, version=1, file=stored, label="示意图")
    filed = submit_for_review(act=writer, item_id=filed)
    assert filed.sheet is not None
    run = CleanUp.objects.create(
        agency=cast.office,
        title="清理",
        basis="决定",
        officer=cast.officer(Role.OFFICE_HEAD),
        opened_at=cast.clock.now(),
    )
    finding = StockFinding.objects.create(
        item=shown,
        agency=cast.office,
        lexicon=0,
        wrong="现场会",
        severity="GENERAL",
        rank=1,
        category="OTHER",
        place="标题",
        around="x",
    )
    sheet = take_down(
        act=walk.act(Role.PUBLISHER),
        publication_ids=[down.publication_id or 0],
        kind="WITHDRAWN_SILENTLY",
        reason="重复",
    )
    return {
        "item": public_id(item), "attachment": public_id(row.id), "picture": public_id(row.file_id),
        "signature": public_id(signature.id), "filed": public_id(filed.sheet.id), "filed_attachment": public_id(filed.attachments.get().id),
        "clean_up": public_id(run.id), "finding": public_id(finding.id), "published": public_id(shown.id), "takedown": public_id(sheet.id),
        "submitted": public_id(submitted.id), "sheet": public_id(submitted.sheet.id),
    }  # fmt: skip
