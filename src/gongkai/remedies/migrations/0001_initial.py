
import django.db.models.deletion
import gongkai.numbering.keys
import gongkai.privacy.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        ('requests', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RemedyCase',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('block', models.CharField(choices=[('reconsideration', '行政复议'), ('litigation_direct', '未经复议直接起诉'), ('litigation_after_reconsideration', '复议后起诉')], max_length=40)),
                ('body', models.CharField(max_length=80, verbose_name='复议机关、受理法院')),
                ('case_number', models.CharField(blank=True, max_length=60, verbose_name='案号')),
                ('subject', models.CharField(max_length=120, verbose_name='事项（不含个人信息）')),
                ('claimant', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True, verbose_name='申请人、原告')),
                ('claims', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True, verbose_name='请求')),
                ('simplified', models.BooleanField(default=False, verbose_name='适用简易程序')),
                ('warning', models.CharField(blank=True, help_text='code of a warning given at registration', max_length=40)),
                ('effect', models.CharField(blank=True, choices=[('REMAKE', '责令重新答复'), ('DUTY_TO_ACT', '责令履行职责')], max_length=12)),
                ('effect_until', models.DateField(help_text='day the decision sets for the new reply', null=True)),
                ('registered_at', models.DateTimeField()),
                ('registered_by', models.CharField(max_length=60)),
                ('after', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='remedies.remedycase')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedy_cases', to='agencies.agency')),
                ('reply', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedy_cases', to='requests.reply')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='remedy_cases', to='requests.informationrequest')),
            ],
            options={
                'verbose_name': '复议诉讼案件',
                'db_table': 'remedies_case',
                'indexes': [models.Index(fields=['agency', '-id'], name='remedies_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('block__in', ['reconsideration', 'litigation_direct', 'litigation_after_reconsideration'])), name='remedies_known_block'), models.CheckConstraint(condition=models.Q(('reply__isnull', True), ('request__isnull', False), _connector='OR'), name='remedies_reply_has_request'), models.CheckConstraint(condition=models.Q(('after__isnull', True), ('block', 'litigation_after_reconsideration'), _connector='OR'), name='remedies_only_suits_follow'), models.CheckConstraint(condition=models.Q(('effect_until__isnull', True), models.Q(('effect', ''), _negated=True), _connector='OR'), name='remedies_effect_named')],
            },
        ),
        migrations.CreateModel(
            name='CaseStage',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('sequence', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('FILED', '申请人提出'), ('ACCEPTED', '受理'), ('COPY_RECEIVED', '收到申请书（起诉状）副本'), ('ANSWERED', '提交答复（答辩）和证据'), ('HEARING', '听证、开庭'), ('DECIDED', '作出决定（裁判）'), ('DECISION_RECEIVED', '收到决定书（裁判文书）'), ('APPEALED', '上诉'), ('APPEAL_DECIDED', '二审（再审）裁判'), ('EFFECT_ORDERED', '转入重新办理')], max_length=20)),
                ('on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('actor_id', models.CharField(max_length=60)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='remedies.remedycase')),
            ],
            options={
                'db_table': 'remedies_stage',
                'ordering': ['sequence'],
                'constraints': [models.UniqueConstraint(fields=('case', 'sequence'), name='remedies_stage_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseResult',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('block', models.CharField(max_length=40)),
                ('result', models.CharField(help_text='column of table 4: upheld, corrected, other_result', max_length=20)),
                ('detail', models.CharField(help_text='code of law.remedy_results', max_length=30)),
                ('instance', models.CharField(choices=[('RECONSIDERATION', '行政复议'), ('FIRST', '一审'), ('SECOND', '二审'), ('RETRIAL', '再审')], max_length=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='remedies.remedycase')),
            ],
            options={
                'db_table': 'remedies_result',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'block', 'result'], name='remedies_result_count'), models.Index(fields=['case', 'happened_on'], name='remedies_result_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('case',), name='remedies_one_result'), models.CheckConstraint(condition=models.Q(('result__in', ['upheld', 'corrected', 'other_result'])), name='remedies_known_result')],
            },
        ),
        migrations.CreateModel(
            name='CaseFiled',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('block', models.CharField(max_length=40)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='remedies.remedycase')),
            ],
            options={
                'db_table': 'remedies_filed',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'block'], name='remedies_filed_count')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('case',), name='remedies_one_filing')],
            },
        ),
    ]
