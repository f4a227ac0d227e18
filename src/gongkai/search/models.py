"""What search keeps in the records: the office's synonyms, and what the files of public documents say."""

from django.db import models

from gongkai.editions.models import Publication
from gongkai.numbering.keys import KeyField


class SynonymGroup(models.Model):
    """Terms of which a reader's word may stand for any. A row with the terms of a packaged group says whether that is used.

    ``terms`` are separated by commas, in the form ``synonym_table.tidy`` gives them.
    """

    id = KeyField()
    terms = models.CharField(max_length=500, unique=True)
    is_used = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        db_table = "search_synonym_group"


class FileText(models.Model):
    """The text of one file of a public document; null until it was read. Goes when the publication is withdrawn."""

    id = KeyField()
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="file_texts")
    file = models.BigIntegerField()
    text = models.TextField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "search_file_text"
        constraints = [models.UniqueConstraint(fields=["publication", "file"], name="search_one_text_per_file")]
        indexes = [models.Index(fields=["id"], name="search_files_to_read", condition=models.Q(text__isnull=True))]
