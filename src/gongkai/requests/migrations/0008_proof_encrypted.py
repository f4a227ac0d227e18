"""送达凭证 may name who signed and their telephone: encrypted like everything that names a person."""

from django.db import migrations

import gongkai.privacy.fields


class Migration(migrations.Migration):
    dependencies = [("requests", "0007_assistance_letter")]

    operations = [
        operation
        for model in ("outgoingletter", "reply")
        for operation in (
            migrations.RemoveField(model_name=model, name="proof"),
            migrations.AddField(
                model_name=model, name="proof", field=gongkai.privacy.fields.EncryptedTextField(verbose_name="送达凭证")
            ),
        )
    ]
