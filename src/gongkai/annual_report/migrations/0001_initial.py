
import django.db.models.deletion
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnnualReport',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('scope', models.CharField(choices=[('own', '本机关'), ('area', '本地区汇总')], max_length=4)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('COLLECTING', '收集数据'), ('DRAFTED', '已拟稿'), ('CHECKED', '已审核'), ('APPROVED', '已签发'), ('PUBLISHED', '已发布'), ('CORRECTED', '已更正')], default='COLLECTING', max_length=10)),
                ('begun_by', models.CharField(max_length=60)),
                ('begun_at', models.DateTimeField()),
                ('checked_by', models.CharField(blank=True, max_length=60)),
                ('checked_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annual_reports', to='agencies.agency')),
            ],
            options={
                'verbose_name': '政府信息公开工作年度报告',
                'db_table': 'annual_report_report',
                'constraints': [models.UniqueConstraint(fields=('agency', 'year', 'scope'), name='annual_report_one_per_year')],
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('identity', models.CharField(max_length=20)),
                ('place', models.CharField(max_length=100)),
                ('reason', models.CharField(max_length=500)),
                ('written_by', models.CharField(max_length=60)),
                ('written_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='annual_report.annualreport')),
            ],
            options={
                'db_table': 'annual_report_explanation',
                'constraints': [models.UniqueConstraint(fields=('report', 'identity', 'place'), name='annual_report_one_reason_per_warning')],
            },
        ),
        migrations.CreateModel(
            name='NamedFigure',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('key', models.CharField(max_length=100)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20)),
                ('word', models.CharField(blank=True, help_text='余、超、近、约；空为精确数', max_length=2)),
                ('unit', models.CharField(max_length=10)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('covers', models.CharField(help_text='统计范围', max_length=200)),
                ('definition', models.CharField(blank=True, max_length=300)),
                ('source', models.CharField(max_length=300)),
                ('entered_by', models.CharField(max_length=60)),
                ('entered_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_figures', to='annual_report.annualreport')),
            ],
            options={
                'db_table': 'annual_report_named_figure',
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('report', 'key'), name='annual_report_one_named_figure')],
            },
        ),
        migrations.CreateModel(
            name='ReportVersion',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('as_of', models.DateField()),
                ('definitions_version', models.CharField(max_length=40)),
                ('figures', models.JSONField()),
                ('exact', models.JSONField()),
                ('parts', models.JSONField()),
                ('proofs', models.JSONField()),
                ('identities', models.JSONField()),
                ('texts', models.JSONField()),
                ('document', models.JSONField()),
                ('explanations', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('approved_by', models.CharField(max_length=60)),
                ('approved_by_name', models.CharField(max_length=60)),
                ('approved_at', models.DateTimeField()),
                ('published_by', models.CharField(blank=True, max_length=60)),
                ('published_at', models.DateTimeField(null=True)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='annual_report.annualreport')),
            ],
            options={
                'db_table': 'annual_report_version',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='annual_report_version_numbered'), models.CheckConstraint(condition=models.Q(('approved_by', models.F('published_by')), _negated=True), name='annual_report_version_two_people')],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('text', models.TextField()),
                ('breakdowns', models.JSONField(default=list, help_text='其中项：total, parts, kind')),
                ('written_by', models.CharField(max_length=60)),
                ('written_at', models.DateTimeField()),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='annual_report.annualreport')),
            ],
            options={
                'db_table': 'annual_report_section',
                'constraints': [models.UniqueConstraint(fields=('report', 'key'), name='annual_report_one_text_per_part')],
            },
        ),
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(choices=[('return', '填报表'), ('opening', '期初数'), ('settlement', '期初事项办结')], max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('values', models.JSONField()),
                ('stock', models.CharField(blank=True, max_length=100)),
                ('happened_on', models.DateField()),
                ('source', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('HANDED_IN', '待确认'), ('ACCEPTED', '已确认'), ('SENT_BACK', '退回修改'), ('WITHDRAWN', '已撤回')], default='HANDED_IN', max_length=10)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.CharField(max_length=60)),
                ('recorded_by_name', models.CharField(max_length=60)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=60)),
                ('decided_by_name', models.CharField(blank=True, max_length=60)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_sheets', to='agencies.agency')),
                ('scan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
            options={
                'verbose_name': '填报表',
                'db_table': 'annual_report_sheet',
                'indexes': [models.Index(fields=['agency', 'year', 'kind'], name='annual_report_sheets')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'return'), _negated=True), ('scan__isnull', False), _connector='OR'), name='annual_report_return_has_scan'), models.CheckConstraint(condition=models.Q(('state', 'HANDED_IN'), ('decided_at__isnull', False), _connector='OR'), name='annual_report_sheet_decided'), models.CheckConstraint(condition=models.Q(('state', 'WITHDRAWN'), models.Q(('recorded_by', models.F('decided_by')), _negated=True), _connector='OR'), name='annual_report_sheet_two_people')],
            },
        ),
        migrations.CreateModel(
            name='ReportedPart',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(choices=[('return', '填报表'), ('opening', '期初数'), ('settlement', '期初事项办结')], max_length=12)),
                ('year', models.PositiveSmallIntegerField()),
                ('cell', models.CharField(max_length=100)),
                ('stock', models.CharField(blank=True, max_length=100)),
                ('value', models.DecimalField(decimal_places=4, max_digits=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reported_parts', to='agencies.agency')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='annual_report.sheet')),
            ],
            options={
                'verbose_name': '填报数与期初数',
                'db_table': 'annual_report_part',
                'indexes': [models.Index(fields=['agency', 'kind', 'year'], name='annual_report_parts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True), models.Q(('kind', 'settlement'), _negated=True)), fields=('agency', 'year', 'cell', 'kind'), name='annual_report_one_current_part'), models.CheckConstraint(condition=models.Q(('value__gte', 0)), name='annual_report_part_not_negative'), models.CheckConstraint(condition=models.Q(('kind', 'settlement'), ('stock', ''), _connector='XOR'), name='annual_report_settlement_names_stock')],
            },
        ),
    ]
