"""A tie joins two published things; each is what the public reads, so that a tie never leads to a draft.

A proposal leads from a request that was granted to the item by which everybody may read it (REG 44).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Officer
from gongkai.catalogue.models import Item
from gongkai.editions.models import Publication
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField
from gongkai.requests.models import InformationRequest


class Tie(models.Model):
    class Kind(models.TextChoices):
        RESULT = "RESULT", "意见征集与出台的文件"
        INTERVIEW = "INTERVIEW", "在线访谈与所谈的文件"

    id = KeyField()
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="ties_from")
    document = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="ties_to")
    tied_by = models.CharField(max_length=80)
    tied_by_name = models.CharField(max_length=80)
    tied_at = models.DateTimeField()

    class Meta:
        db_table = "links_tie"
        verbose_name = "关联"
        constraints = [
            models.UniqueConstraint(fields=["source", "document"], name="links_tied_once"),
            models.CheckConstraint(condition=~Q(source=F("document")), name="links_not_to_itself"),
        ]


class DisclosureProposal(models.Model):
    """That something granted on application be published for all (REG 44): proposed, decided, and drafted by different acts.

    A published item is reached through ``item``; the request itself never shows in public.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "待决定"
        ACCEPTED = "ACCEPTED", "同意，待拟稿"
        REFUSED = "REFUSED", "不转为主动公开"
        DRAFTED = "DRAFTED", "已拟稿"

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="disclosure_proposals")
    state = models.CharField("状态", max_length=10, choices=State, default=State.PROPOSED)
    because = EncryptedTextField("理由")
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = EncryptedTextField("决定的理由")
    item = models.OneToOneField(Item, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "links_disclosure_proposal"
        verbose_name = "转为主动公开的建议"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="links_proposal_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="PROPOSED", decided_by__isnull=True)
                | (~Q(state="PROPOSED") & Q(decided_by__isnull=False)),
                name="links_proposal_decided",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFTED", item__isnull=False) | (~Q(state="DRAFTED") & Q(item__isnull=True)),
                name="links_proposal_drafted",
            ),
            models.UniqueConstraint(fields=["request"], condition=~Q(state="REFUSED"), name="links_proposed_once"),
        ]
