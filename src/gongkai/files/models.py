"""A stored file: the name it was given, what it is, and the digest under which its bytes lie."""

from django.db import models

from gongkai.numbering.keys import KeyField


class StoredFile(models.Model):
    id = KeyField()
    agency_id = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "files_stored_file"
        indexes = [models.Index(fields=["sha256"], name="files_by_content")]
