
import django.db.models.deletion
import gongkai.numbering.keys
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountabilityCase',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('number', models.CharField(max_length=40)),
                ('trigger', models.CharField(choices=[('NOT_PERFORMING', '不依法履行政府信息公开职能'), ('NOT_UPDATING', '不及时更新公开的政府信息内容、指南和目录'), ('OTHER_BREACH', '违反条例的其他情形'), ('LATE_REPLY', '逾期答复'), ('REPORT_FAULT', '年度报告不实、错漏或照搬照抄'), ('MISSING_REPORT', '未按期公布年度报告'), ('LEAK', '泄露国家秘密、商业秘密、个人隐私'), ('VETO_ITEM', '网站或新媒体出现单项否决问题')], max_length=20)),
                ('findings', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('opened_on', models.DateField()),
                ('opened_by', models.CharField(max_length=80)),
                ('proposed_severity', models.CharField(blank=True, choices=[('ORDINARY', '一般'), ('MAJOR', '重大')], max_length=10)),
                ('proposed_by', models.CharField(blank=True, max_length=80)),
                ('proposal_reason', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('severity', models.CharField(blank=True, choices=[('ORDINARY', '一般'), ('MAJOR', '重大')], max_length=10)),
                ('judged_by', models.CharField(blank=True, max_length=80)),
                ('state', models.CharField(choices=[('OPEN', '调查核实'), ('RECTIFYING', '责令整改'), ('CLOSED', '结案')], default='OPEN', max_length=12)),
                ('outcome', models.CharField(blank=True, choices=[('UNFOUNDED', '不成立'), ('RECTIFIED', '已整改'), ('CRITICISED', '通报批评'), ('PROPOSED', '提出处分建议')], max_length=12)),
                ('closing_note', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('closed_on', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accountability_cases', to='agencies.agency')),
                ('responsible_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases_about_it', to='agencies.agency')),
            ],
            options={
                'verbose_name': '责任追究案件',
                'db_table': 'oversight_case',
                'indexes': [models.Index(fields=['agency', 'state', 'opened_on'], name='oversight_case_board'), models.Index(fields=['responsible_agency', 'state'], name='oversight_case_about')],
                'constraints': [models.UniqueConstraint(fields=('agency', 'number'), name='oversight_case_number'), models.CheckConstraint(condition=models.Q(('judged_by', ''), models.Q(('judged_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='oversight_severity_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='oversight_closed_has_outcome'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='oversight_case_days')],
            },
        ),
        migrations.CreateModel(
            name='IncidentJudged',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('severity', models.CharField(choices=[('ORDINARY', '一般'), ('MAJOR', '重大')], max_length=10)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='oversight.accountabilitycase')),
            ],
            options={
                'db_table': 'oversight_incident_judged',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'severity', 'recorded_at', 'superseded_at'], name='oversight_incident_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('case',), name='oversight_one_current_judgement')],
            },
        ),
        migrations.CreateModel(
            name='RectificationOrder',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('demand', models.TextField()),
                ('issued_on', models.DateField()),
                ('issued_by', models.CharField(max_length=80)),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(null=True)),
                ('result', models.TextField(blank=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=80)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='oversight.accountabilitycase')),
            ],
            options={
                'db_table': 'oversight_rectification_order',
                'indexes': [models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on'], name='oversight_orders_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('issued_on'))), name='oversight_order_due_later'), models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('done_on__gte', models.F('issued_on')), models.Q(('result', ''), _negated=True)), _connector='OR'), name='oversight_done_has_result')],
            },
        ),
        migrations.CreateModel(
            name='TrainingSession',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('topic', models.CharField(max_length=200)),
                ('form', models.CharField(choices=[('CLASSROOM', '集中培训'), ('ONLINE', '线上培训'), ('ON_SITE', '跟班学习、现场指导')], max_length=10)),
                ('participants', models.PositiveIntegerField()),
                ('recorded_by', models.CharField(max_length=80)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='oversight.trainingsession')),
            ],
            options={
                'verbose_name': '培训',
                'db_table': 'oversight_training',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at', 'superseded_at'], name='oversight_training_counts')],
                'constraints': [models.CheckConstraint(condition=models.Q(('participants__gte', 1)), name='oversight_training_has_people'), models.UniqueConstraint(fields=('replaces',), name='oversight_training_corrected_once')],
            },
        ),
    ]
