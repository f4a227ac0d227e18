
import django.db.models.deletion
import gongkai.numbering.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('agencies', '__first__'),
        ('editions', '0001_initial'),
        ('files', '0001_initial'),
        ('review', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Column',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('place', models.PositiveIntegerField()),
                ('statutory', models.BooleanField()),
                ('column_type', models.CharField(max_length=20)),
                ('content', models.CharField(blank=True, max_length=200)),
                ('basis', models.CharField(blank=True, max_length=30)),
                ('stale_after_days', models.PositiveIntegerField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='columns', to='agencies.agency')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='catalogue.column', to_field='code')),
            ],
            options={
                'verbose_name': '栏目',
                'db_table': 'catalogue_column',
                'indexes': [models.Index(fields=['parent', 'place'], name='catalogue_column_order')],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(choices=[('news', '政务动态'), ('repost', '转载信息'), ('notice', '通知公告'), ('personnel_list', '人事信息'), ('recruitment', '招录招考'), ('policy_document', '政策文件'), ('normative_document', '行政规范性文件'), ('rule', '规章'), ('interpretation', '政策解读'), ('budget', '财政预算'), ('final_account', '财政决算'), ('fund_list', '资金分配结果'), ('plan', '规划计划'), ('statistics', '统计信息'), ('procurement', '采购信息'), ('project', '重大项目'), ('land_notice', '征收土地公告'), ('inspection_result', '监督检查结果'), ('emergency', '应急信息'), ('meeting', '会议信息'), ('proposal_reply', '建议提案复文'), ('organisation', '机构概况'), ('guide_page', '指南制度'), ('service_guide', '办事指南'), ('other_information', '其他政府信息')], max_length=30)),
                ('state', models.CharField(choices=[('DRAFT', '草稿'), ('IN_REVIEW', '送审'), ('PUBLISHED', '已发布'), ('WITHDRAWN', '已撤稿（下线）'), ('INHERITED', '历史信息')], default='DRAFT', max_length=10)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('body_html', models.TextField(blank=True)),
                ('summary', models.CharField(blank=True, max_length=500)),
                ('source', models.CharField(blank=True, max_length=100)),
                ('keywords', models.CharField(blank=True, max_length=200)),
                ('subject_class', models.CharField(blank=True, max_length=100)),
                ('genre', models.CharField(blank=True, max_length=40)),
                ('issuing_agencies', models.JSONField(default=list)),
                ('formed_on', models.DateField(null=True)),
                ('date_of_document', models.DateField(null=True)),
                ('document_number', models.CharField(blank=True, max_length=60)),
                ('index_number', models.CharField(blank=True, max_length=60)),
                ('attribute', models.CharField(blank=True, choices=[('PROACTIVE', '主动公开'), ('ON_REQUEST', '依申请公开'), ('WITHHELD', '不予公开')], max_length=10)),
                ('ground', models.CharField(blank=True, max_length=30)),
                ('ground_kind', models.CharField(blank=True, max_length=20)),
                ('attribute_reason', models.CharField(blank=True, max_length=500)),
                ('attribute_checked_at', models.DateTimeField(null=True)),
                ('authors', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('published_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('origin_source', models.CharField(blank=True, max_length=300)),
                ('origin_published_on', models.DateField(null=True)),
                ('origin_index_number', models.CharField(blank=True, max_length=60)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='agencies.agency')),
                ('attribute_checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('column', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalogue.column', to_field='code')),
                ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafted_items', to=settings.AUTH_USER_MODEL)),
                ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editions.publication')),
                ('sheet', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.reviewsheet')),
            ],
            options={
                'verbose_name': '公开信息',
                'db_table': 'catalogue_item',
                'indexes': [models.Index(fields=['agency', 'state', '-changed_at', '-id'], name='catalogue_item_desk'), models.Index(fields=['agency', 'attribute', '-id'], name='catalogue_item_attribute')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('index_number', ''), _negated=True), fields=('index_number',), name='catalogue_index_number_once'), models.UniqueConstraint(condition=models.Q(('document_number', ''), _negated=True), fields=('agency', 'document_number'), name='catalogue_document_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('attribute', 'WITHHELD'), _negated=True), models.Q(models.Q(('ground', ''), _negated=True), models.Q(('attribute_reason', ''), _negated=True)), _connector='OR'), name='catalogue_withheld_has_a_ground'), models.CheckConstraint(condition=models.Q(models.Q(('attribute', 'PROACTIVE'), ('published_on__isnull', False), ('state__in', ['PUBLISHED', 'WITHDRAWN']), models.Q(('index_number', ''), _negated=True)), models.Q(('published_on__isnull', True), ('state__in', ['DRAFT', 'IN_REVIEW', 'INHERITED'])), _connector='OR'), name='catalogue_public_items_are_whole'), models.CheckConstraint(condition=models.Q(('date_of_document__isnull', True), ('published_on__isnull', True), ('date_of_document__lte', models.F('published_on')), _connector='OR'), name='catalogue_dated_before_published')],
            },
        ),
        migrations.CreateModel(
            name='InterpretationLink',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('linked_at', models.DateTimeField()),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interpreted_by', to='catalogue.item')),
                ('interpretation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interprets', to='catalogue.item')),
            ],
            options={
                'verbose_name': '解读关联',
                'db_table': 'catalogue_interpretation_link',
                'constraints': [models.UniqueConstraint(fields=('interpretation', 'document'), name='catalogue_linked_once'), models.CheckConstraint(condition=models.Q(('interpretation', models.F('document')), _negated=True), name='catalogue_not_its_own_interpretation')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('changes', models.JSONField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('drafted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='review.reviewsheet')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='catalogue.item')),
            ],
            options={
                'verbose_name': '更正',
                'db_table': 'catalogue_correction',
                'constraints': [models.UniqueConstraint(fields=('item', 'number'), name='catalogue_correction_numbered')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('place', models.PositiveIntegerField()),
                ('label', models.CharField(max_length=200)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attachments', to='catalogue.item')),
            ],
            options={
                'verbose_name': '附件',
                'db_table': 'catalogue_attachment',
                'constraints': [models.UniqueConstraint(fields=('item', 'place'), name='catalogue_attachment_place')],
            },
        ),
        migrations.CreateModel(
            name='ItemPublished',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('column_code', models.CharField(max_length=40)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
            options={
                'db_table': 'catalogue_item_published',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at', 'superseded_at', 'kind', 'column_code'], name='catalogue_published_count')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('item',), name='catalogue_first_published_once')],
            },
        ),
        migrations.CreateModel(
            name='NormativeDocument',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('document_type', models.CharField(choices=[('rules', '规章'), ('normative_documents', '行政规范性文件')], max_length=20)),
                ('terms', models.JSONField(default=dict)),
                ('issued_on', models.DateField(null=True)),
                ('effective_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('end_shown_at', models.DateTimeField(null=True)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='document', to='catalogue.item')),
            ],
            options={
                'verbose_name': '规章、行政规范性文件',
                'db_table': 'catalogue_document',
                'indexes': [models.Index(fields=['expires_on'], name='catalogue_document_expiry')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('effective_on__isnull', True), ('expires_on__isnull', True), ('issued_on__isnull', True)), models.Q(('effective_on__isnull', False), ('issued_on__isnull', False)), _connector='OR'), name='catalogue_issued_document_has_dates'), models.CheckConstraint(condition=models.Q(('expires_on__isnull', True), ('expires_on__gt', models.F('effective_on')), _connector='OR'), name='catalogue_expires_after_effect')],
            },
        ),
        migrations.CreateModel(
            name='DocumentIssued',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('document_type', models.CharField(max_length=20)),
                ('effective_on', models.DateField()),
                ('inherited', models.BooleanField(default=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.normativedocument')),
            ],
            options={
                'db_table': 'catalogue_document_issued',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'document_type'], name='catalogue_issued_count')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('document',), name='catalogue_issued_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentEnded',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('document_type', models.CharField(max_length=20)),
                ('how', models.CharField(choices=[('REPEALED', '废止'), ('EXPIRED', '失效')], max_length=10)),
                ('basis', models.CharField(max_length=300)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('basis_item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.normativedocument')),
            ],
            options={
                'db_table': 'catalogue_document_ended',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'document_type'], name='catalogue_ended_count')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('document',), name='catalogue_ended_once')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(choices=[('PUBLISHED', '已发布'), ('WITHDRAWN_WITH_NOTICE', '已撤下（公告）'), ('WITHDRAWN_SILENTLY', '已撤下'), ('PURGED', '已清除')], max_length=24)),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawals', to='catalogue.item')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '撤稿',
                'db_table': 'catalogue_withdrawal',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'PUBLISHED'), _negated=True), name='catalogue_withdrawal_kinds')],
            },
        ),
    ]
