
import django.db.models.deletion
import gongkai.numbering.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('agencies', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewSheet',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('round', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('path', models.CharField(max_length=20)),
                ('stages', models.JSONField()),
                ('content_digest', models.CharField(max_length=64)),
                ('authors', models.JSONField()),
                ('reviewers', models.JSONField(default=list)),
                ('for_publication', models.BooleanField()),
                ('state', models.CharField(choices=[('OPEN', '审核中'), ('APPROVED', '审核通过'), ('RETURNED', '退回修改'), ('RECALLED', '拟稿人撤回')], default='OPEN', max_length=10)),
                ('next_stage', models.CharField(blank=True, max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('closing_reason', models.CharField(blank=True, max_length=500)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_sheets', to='agencies.agency')),
            ],
            options={
                'verbose_name': '信息发布审查表',
                'db_table': 'review_sheet',
                'indexes': [models.Index(fields=['agency', 'state', 'next_stage', 'opened_at'], name='review_waiting')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'round'), name='review_one_sheet_per_round'), models.UniqueConstraint(condition=models.Q(('state', 'OPEN')), fields=('subject_kind', 'subject_id'), name='review_one_open_sheet'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'OPEN'), models.Q(('next_stage', ''), _negated=True)), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('closed_at__isnull', False), ('next_stage', '')), _connector='OR'), name='review_sheet_open_or_closed'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('state', 'APPROVED'), _connector='OR'), name='review_used_when_approved')],
            },
        ),
        migrations.CreateModel(
            name='ReviewStep',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('stage', models.CharField(choices=[('SECRECY', '保密审查'), ('FIRST', '初审'), ('SECOND', '复审'), ('FINAL', '终审（签发）')], max_length=10)),
                ('officer_name', models.CharField(max_length=60)),
                ('conclusion', models.CharField(choices=[('PASSED', '审核通过'), ('RETURNED', '退回修改')], max_length=10)),
                ('secrecy', models.CharField(blank=True, choices=[('MAY_BE_PUBLIC', '不涉及国家秘密、工作秘密和敏感信息，可以公开'), ('NOT_PUBLIC', '不得公开')], max_length=20)),
                ('basis', models.CharField(blank=True, help_text='保密审查依据', max_length=200)),
                ('opinion', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_steps', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='review.reviewsheet')),
            ],
            options={
                'verbose_name': '审核意见',
                'db_table': 'review_step',
                'constraints': [models.UniqueConstraint(fields=('sheet', 'stage'), name='review_one_step_per_stage'), models.UniqueConstraint(fields=('sheet', 'officer'), name='review_nobody_passes_two_stages'), models.CheckConstraint(condition=models.Q(models.Q(('conclusion', 'PASSED'), ('stage', 'SECRECY'), _negated=True), models.Q(models.Q(('secrecy', ''), _negated=True), models.Q(('basis', ''), _negated=True)), _connector='OR'), name='review_secrecy_concludes'), models.CheckConstraint(condition=models.Q(('conclusion', 'PASSED'), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='review_return_has_a_reason')],
            },
        ),
    ]
