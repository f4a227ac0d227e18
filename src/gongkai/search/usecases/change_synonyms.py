"""Add a group of synonyms, or switch one on or off. Every change is in the log; nothing indexed changes, the next question sees it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.search.analysis.synonyms import phrase_of, read_table
from gongkai.search.models import SynonymGroup
from gongkai.search.synonym_table import LONGEST, rows, tidy

EDITORS = (Role.PUBLISHER, Role.OFFICE_HEAD)
MOST_TERMS = 10


def add_synonyms(*, act: Act, terms: str) -> SynonymGroup:
    """A new group of the office: two to ten terms that differ when searched, each without a sentence mark; the group is not there yet."""
    require(act, *EDITORS)
    tidied = tidy(terms)
    with transaction.atomic():
        refuse_if(_reasons_not_to_add(tidied))
        group = SynonymGroup.objects.create(terms=tidied, changed_at=act.now, changed_by=act.actor_name)
        record(act, "search.synonyms_added", "search.synonyms", public_id(group.pk), changed={"terms": tidied})
    return group


def use_synonyms(*, act: Act, terms: str, is_used: bool) -> SynonymGroup:
    """Switch a group on or off, a packaged one too."""
    require(act, *EDITORS)
    tidied = tidy(terms)
    with transaction.atomic():
        if tidied not in {row.terms for row in rows() if row.source != "file"}:
            raise NotFound([Reason("terms", f"同义词表中没有“{tidied[:60]}”这一组")])
        group, _ = SynonymGroup.objects.update_or_create(
            terms=tidied, defaults={"is_used": is_used, "changed_at": act.now, "changed_by": act.actor_name}
        )
        record(act, "search.synonyms_switched", "search.synonyms", public_id(group.pk), facts={"is_used": is_used})
    return group


def _reasons_not_to_add(tidied: str) -> Iterator[Reason]:
    terms = tidied.split(",") if tidied else []
    if not 2 <= len(terms) <= MOST_TERMS or len(tidied) > LONGEST:
        yield Reason(
            "terms",
            f"一组同义词有2至{MOST_TERMS}个词，用逗号分隔，共不超过{LONGEST}字，例如：低保,最低生活保障；现填写了{len(terms)}个词",
        )
    broken = [term for term in terms if not phrase_of(term)]
    if broken:
        yield Reason("terms", f"“{'”“'.join(broken)}”没有可检索的字，或者中间有标点；每个词只写文字、字母和数字")
    if not broken and len(terms) > 1 and not read_table(tidied):
        yield Reason("terms", "这些词写法不同但检索时相同（例如全角与半角、繁体与简体），不必作为同义词")
    if tidied in {row.terms for row in rows()}:
        yield Reason("terms", "同义词表中已有这一组；停用的可以直接启用")
