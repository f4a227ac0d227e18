"""A batch that was read in: its rows, what the gate found in each, release, leave out, vouch and publish."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.gate import SECTIONS
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Column
from gongkai.catalogue.usecases.release_finding import RELEASERS
from gongkai.desk.documents.frame import key_in, tried
from gongkai.desk.documents.previews import DESK_PICTURES, shown_body
from gongkai.desk.entry import officer_view, show
from gongkai.files.kinds import PICTURES, kind_of
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.jobs.models import Job
from gongkai.moving.examining import stops
from gongkai.moving.models import SiteRow
from gongkai.moving.selectors import batch_for, row_for
from gongkai.moving.usecases.clear_row import leave_out, release_row_finding
from gongkai.moving.usecases.examine_batch import OPEN
from gongkai.moving.usecases.upload_site import EXAMINE, PUBLISH, is_lost, put_down_batch
from gongkai.numbering.keys import public_id

PAGE = 50


@officer_view()
@require_safe
def batch(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The rows of one state (those to clear first), by their line; ``after`` is the last line of the page before."""
    found = batch_for(act, key_in(public))
    state = request.GET.get("state", "")
    state = state if state in SiteRow.State.values else _first_state(found)
    after = request.GET.get("after", "")
    rows = found.rows.filter(state=state, line__gt=int(after) if after.isdecimal() and len(after) < 9 else 0)
    page = list(rows.select_related("agency").defer("values").order_by("line")[: PAGE + 1])
    job = found.job
    lost = job is not None and is_lost(job, act.now)
    return show(
        request, act, "desk/moving/batch.html", batch=found, rows=page[:PAGE], state=state, states=_counts(found), stops=stops,
        after=page[PAGE - 1].line if len(page) > PAGE else None, is_first=not after, job=job, lost=lost,
        running=job is not None and job.state in (Job.State.WAITING, Job.State.RUNNING) and not lost,
        may_vouch=Role.PUBLISHER in act.roles and found.importer_id != int(act.actor_id),
        may_examine=bool(act.roles & {Role.DRAFTER, Role.PUBLISHER}),
    )  # fmt: skip


@officer_view(Role.DRAFTER, Role.PUBLISHER)
@require_POST
def act_on(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    """``publish`` vouches and puts out what is clear, ``examine`` asks the gate again; both as jobs."""
    kinds = {"publish": PUBLISH, "examine": EXAMINE}
    if verb not in kinds:
        raise NotFound([])
    found = batch_for(act, key_in(public))
    tried(request, lambda: put_down_batch(act=act, batch_id=found.pk, kind=kinds[verb]), "")
    return HttpResponseRedirect(reverse("desk:moving-batch", args=[public]))


@officer_view()
@require_safe
def row(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    found = row_for(act, key_in(public))
    column = Column.objects.filter(code=found.values["column"]).first()
    return show(
        request, act, "desk/moving/row.html", row=found, batch=found.batch, body=_body(found),
        kind=KINDS[found.values["kind"]], column=column, sections=SECTIONS, is_open=found.state in OPEN,
        may_release=bool(act.roles.intersection(RELEASERS)) and found.batch.importer_id != int(act.actor_id),
        may_leave=bool(act.roles & {Role.DRAFTER, Role.PUBLISHER}),
    )  # fmt: skip


@officer_view()
@require_safe
def row_file(request: HttpRequest, act: Act, public: str, file: str) -> FileResponse:
    """A file of a staged row, for those who clear it: what cannot be scanned has to be looked at."""
    found = row_for(act, key_in(public))
    stored = StoredFile.objects.filter(pk=key_in(file)).first()
    if stored is None or file not in {listed for listed, _ in found.files}:
        raise NotFound([Reason("file", "这条信息没有这个附件")])
    kind = kind_of(stored.media_type)
    is_picture = kind is not None and kind.key in PICTURES
    return FileResponse(
        BytesIO(read(stored)), content_type=stored.media_type, as_attachment=not is_picture, filename=stored.name
    )


@officer_view(Role.DRAFTER, Role.PUBLISHER, *RELEASERS)
@require_POST
def act_on_row(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    found = row_for(act, key_in(public))
    reason = request.POST.get("reason", "")
    if verb == "release":
        key = request.POST.get("key", "")
        tried(request, lambda: release_row_finding(act=act, row_id=found.pk, key=key, reason=reason), "已放行。")
    elif verb == "leave-out":
        tried(request, lambda: leave_out(act=act, row_id=found.pk, reason=reason), "这一条不迁入。")
    else:
        raise NotFound([])
    return HttpResponseRedirect(reverse("desk:moving-row", args=[public_id(found.pk)]))


def _body(found: SiteRow) -> str:
    """The text with its pictures from the staged files."""
    here = reverse("desk:moving-file", args=[public_id(found.pk), "x"]).removesuffix("x")
    return shown_body(found.values["body_html"]).replace(f'src="{DESK_PICTURES}', f'src="{here}')


def _counts(found: object) -> list[tuple[str, str, int]]:
    return [(state, label, getattr(found, f"n_{state.lower()}")) for state, label in SiteRow.State.choices]


def _first_state(found: object) -> str:
    return next((state for state, _, number in _counts(found) if number), SiteRow.State.WAITING)
