"""Posts written here: drafts, reviews, publication."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.rights import ids_written_for
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.desk import given
from gongkai.desk.entry import officer_view, show
from gongkai.newmedia.account_states import RUNNING_STATES
from gongkai.newmedia.models import PostDraft, WechatDelivery
from gongkai.newmedia.selectors import account_for, accounts_for, draft_for, drafts_for
from gongkai.newmedia.usecases.release_post import release_post, try_again
from gongkai.newmedia.usecases.write_post import Cover, Words, draft_post, edit_post, submit_post
from gongkai.numbering.keys import public_id
from gongkai.review.paths import STAGES

SHOWN = 100


@officer_view()
@require_safe
def posts(request: HttpRequest, act: Act) -> HttpResponse:
    running = accounts_for(act).filter(state__in=RUNNING_STATES, agency_id__in=ids_written_for(act))
    return show(
        request, act, "desk/newmedia/posts.html", drafts=list(drafts_for(act)[:SHOWN]), accounts=list(running),
        may_write=Role.DRAFTER in act.roles,
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_POST
def new(request: HttpRequest, act: Act) -> HttpResponse:
    row = account_for(act, given.key(given.text(request, "account")))
    try:
        draft = draft_post(act=act, account_id=row.pk, words=_words(request), cover=_cover(request))
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return given.again(request, refused, reverse("desk:posts"))
    messages.success(request, "草稿已保存。")
    return HttpResponseRedirect(reverse("desk:post", args=[public_id(draft.pk)]))


@officer_view()
@require_safe
def post(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    draft = draft_for(act, given.key(public))
    is_own = draft.agency_id in ids_written_for(act)
    steps = list(draft.sheet.steps.order_by("at", "id")) if draft.sheet else []
    return show(
        request, act, "desk/newmedia/post.html", draft=draft, steps=steps, stages=STAGES,
        delivery=WechatDelivery.objects.filter(draft=draft).first(),
        may_write=is_own and Role.DRAFTER in act.roles and draft.is_editable,
        may_release=is_own and Role.PUBLISHER in act.roles and draft.state == PostDraft.State.IN_REVIEW
        and draft.sheet is not None and draft.sheet.state == "APPROVED" and int(act.actor_id) not in draft.authors,
        may_retry=is_own and Role.PUBLISHER in act.roles and draft.state == PostDraft.State.FAILED,
    )  # fmt: skip


@officer_view()
@require_POST
def post_act(request: HttpRequest, act: Act, public: str, verb: str) -> HttpResponse:
    draft = draft_for(act, given.key(public))
    key = draft.pk
    calls: dict[str, tuple[str, Callable[[], object]]] = {
        "edit": ("已保存。", lambda: edit_post(
            act=act, draft_id=key, version=given.whole(request, "version", "版本"), words=_words(request), cover=_cover(request))),
        "submit": ("已送审。", lambda: submit_post(act=act, draft_id=key)),
        "release": ("已交付发布。", lambda: release_post(act=act, draft_id=key)),
        "retry": ("已重新交付发布。", lambda: try_again(act=act, draft_id=key)),
    }  # fmt: skip
    if verb not in calls:
        raise NotFound([])
    says, call = calls[verb]
    return given.done(request, call, says, reverse("desk:post", args=[public]))


def _words(request: HttpRequest) -> Words:
    """The source may be given as the address of the page or as its id."""
    named = given.text(request, "source").rpartition("/content/")[2].removesuffix(".html")
    return Words(
        given.text(request, "title"), given.text(request, "body"), given.text(request, "summary"),
        (given.key(named) if len(named) == 13 else -1) if named else None,
    )  # fmt: skip


def _cover(request: HttpRequest) -> Cover | None:
    upload = request.FILES.get("cover")
    return Cover(str(upload.name), upload.read()) if upload is not None else None
