
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
            name='InterviewGuest',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('post', models.CharField(max_length=120)),
            ],
            options={
                'db_table': 'engagement_interview_guest',
            },
        ),
        migrations.CreateModel(
            name='InterviewQuestion',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('moment', models.CharField(choices=[('BEFOREHAND', '访谈前征集'), ('LIVE', '访谈中提问')], max_length=10)),
                ('nickname', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('text', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('asked_on', models.DateField()),
                ('hidden_reason', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'db_table': 'engagement_interview_question',
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('way', models.CharField(choices=[('FORM', '网上'), ('MAIL', '信函'), ('EMAIL', '电子邮件'), ('PHONE', '电话')], max_length=6)),
                ('paragraph', models.CharField(blank=True, help_text='针对的条款；空为全文', max_length=60)),
                ('text', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('name', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('contact', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('contact_index', models.CharField(blank=True, max_length=40)),
                ('received_on', models.DateField()),
                ('entered_by', models.CharField(max_length=80)),
            ],
            options={
                'db_table': 'engagement_opinion',
            },
        ),
        migrations.CreateModel(
            name='InterviewAnswer',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('text', models.TextField()),
                ('answered_on', models.DateField()),
                ('entered_by', models.CharField(max_length=80)),
                ('guest', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='engagement.interviewguest')),
                ('question', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='engagement.interviewquestion')),
            ],
            options={
                'db_table': 'engagement_interview_answer',
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('number', models.CharField(max_length=40)),
                ('channel', models.CharField(choices=[('LEADER_MAILBOX', '领导信箱'), ('CITY_GOV_ONLINE', '市政府在线'), ('MESSAGE', '留言')], max_length=20)),
                ('kind', models.CharField(choices=[('ADVICE', '咨询'), ('HELP', '求助'), ('COMPLAINT', '投诉'), ('REPORT', '举报'), ('SUGGESTION', '建议')], max_length=12)),
                ('complexity', models.CharField(choices=[('SIMPLE', '简单常见问题'), ('NORMAL', '一般来信'), ('ERROR_REPORT', '网站找错')], default='NORMAL', max_length=14)),
                ('source', models.CharField(blank=True, help_text='来源系统；本系统收件为空', max_length=40)),
                ('source_number', models.CharField(blank=True, max_length=80)),
                ('writer_name', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('writer_name_index', models.CharField(max_length=40)),
                ('writer_phone', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('writer_phone_index', models.CharField(max_length=40)),
                ('title', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('text', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('wishes_public', models.BooleanField()),
                ('query_digest', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('SUBMITTED', '已提交'), ('ACCEPTED', '已受理'), ('REJECTED', '不予受理'), ('ASSIGNED', '已交办'), ('REASSIGNED', '已改派'), ('IN_PROGRESS', '办理中'), ('EXTENDED', '已延期'), ('ANSWERED', '已拟复，待审核'), ('REVIEWED', '审核通过'), ('PUBLISHED', '已答复并公开'), ('KEPT_PRIVATE', '已答复（不公开）'), ('RATED', '已评价'), ('CLOSED', '已办结')], default='SUBMITTED', max_length=16)),
                ('rejection', models.CharField(blank=True, choices=[('REPEATED', '重复来信'), ('ABUSIVE', '含有侮辱、诽谤等内容'), ('OUT_OF_SCOPE', '不属于本机关职责范围'), ('UNCLEAR', '诉求不明且无法联系'), ('PETITION', '属于信访事项，请通过信访渠道提出'), ('INFORMATION_REQUEST', '属于政府信息公开申请，请通过依申请公开渠道提出')], max_length=24)),
                ('publicity', models.CharField(choices=[('UNDECIDED', '待定'), ('PUBLISHED', '公开'), ('PRIVATE', '不公开')], default='UNDECIDED', max_length=12)),
                ('rating', models.CharField(blank=True, choices=[('SATISFIED', '满意'), ('MOSTLY_SATISFIED', '基本满意'), ('DISSATISFIED', '不满意')], max_length=20)),
                ('submitted_on', models.DateField()),
                ('extended_on', models.DateField(null=True)),
                ('answered_on', models.DateField(help_text='答复经审核通过之日', null=True)),
                ('closed_on', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='agencies.agency')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assigned_letters', to='agencies.agency')),
            ],
            options={
                'verbose_name': '来信',
                'db_table': 'engagement_letter',
                'indexes': [models.Index(fields=['agency', 'state', 'submitted_on'], name='engagement_letter_board'), models.Index(fields=['unit', 'state', 'submitted_on'], name='engagement_letter_unit_board'), models.Index(fields=['writer_phone_index'], name='engagement_letter_writer')],
                'constraints': [models.UniqueConstraint(fields=('agency', 'number'), name='engagement_letter_number'), models.UniqueConstraint(condition=models.Q(('source_number', ''), _negated=True), fields=('agency', 'source', 'source_number'), name='engagement_letter_counted_once'), models.CheckConstraint(condition=models.Q(('state__in', ['SUBMITTED', 'ACCEPTED', 'REJECTED', 'ASSIGNED', 'REASSIGNED', 'IN_PROGRESS', 'EXTENDED', 'ANSWERED', 'REVIEWED', 'PUBLISHED', 'KEPT_PRIVATE', 'RATED', 'CLOSED'])), name='engagement_letter_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('publicity', 'PUBLISHED'), _negated=True), ('wishes_public', True), _connector='OR'), name='engagement_letter_wish_kept'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'REJECTED'), models.Q(('rejection', ''), _negated=True)), models.Q(models.Q(('state', 'REJECTED'), _negated=True), ('rejection', '')), _connector='OR'), name='engagement_letter_rejection_told'), models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('submitted_on')), _connector='OR'), name='engagement_letter_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='LetterAnswer',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('text', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('drafted_by', models.CharField(max_length=80)),
                ('drafted_by_name', models.CharField(max_length=80)),
                ('drafted_at', models.DateTimeField()),
                ('verdict', models.CharField(choices=[('WAITING', '待审核'), ('PASSED', '审核通过'), ('RETURNED', '退回修改')], default='WAITING', max_length=10)),
                ('reviewed_by', models.CharField(blank=True, max_length=80)),
                ('reviewed_by_name', models.CharField(blank=True, max_length=80)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('review_note', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='engagement.letter')),
            ],
            options={
                'db_table': 'engagement_letter_answer',
                'constraints': [models.UniqueConstraint(fields=('letter', 'version'), name='engagement_answer_version'), models.CheckConstraint(condition=models.Q(('reviewed_by', models.F('drafted_by')), _negated=True), name='engagement_answer_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('reviewed_by', ''), ('verdict', 'WAITING')), models.Q(models.Q(('verdict', 'WAITING'), _negated=True), models.Q(('reviewed_by', ''), _negated=True)), _connector='OR'), name='engagement_answer_reviewer_named')],
            },
        ),
        migrations.CreateModel(
            name='LetterClosed',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('channel', models.CharField(choices=[('LEADER_MAILBOX', '领导信箱'), ('CITY_GOV_ONLINE', '市政府在线'), ('MESSAGE', '留言')], max_length=20)),
                ('manner', models.CharField(choices=[('ANSWERED', '答复办结'), ('REJECTED', '不予受理并告知')], max_length=10)),
                ('received_on', models.DateField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.letter')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
            options={
                'db_table': 'engagement_letter_closed',
                'indexes': [models.Index(fields=['agency', 'received_on', 'happened_on', 'channel', 'recorded_at', 'superseded_at'], name='engagement_closed_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('letter',), name='engagement_one_current_closing'), models.CheckConstraint(condition=models.Q(('happened_on__gte', models.F('received_on'))), name='engagement_closed_after_received')],
            },
        ),
        migrations.CreateModel(
            name='LetterReceived',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('channel', models.CharField(choices=[('LEADER_MAILBOX', '领导信箱'), ('CITY_GOV_ONLINE', '市政府在线'), ('MESSAGE', '留言')], max_length=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.letter')),
            ],
            options={
                'db_table': 'engagement_letter_received',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'channel', 'recorded_at', 'superseded_at'], name='engagement_received_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('letter',), name='engagement_one_current_receipt')],
            },
        ),
        migrations.CreateModel(
            name='LetterStep',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('state', models.CharField(choices=[('SUBMITTED', '已提交'), ('ACCEPTED', '已受理'), ('REJECTED', '不予受理'), ('ASSIGNED', '已交办'), ('REASSIGNED', '已改派'), ('IN_PROGRESS', '办理中'), ('EXTENDED', '已延期'), ('ANSWERED', '已拟复，待审核'), ('REVIEWED', '审核通过'), ('PUBLISHED', '已答复并公开'), ('KEPT_PRIVATE', '已答复（不公开）'), ('RATED', '已评价'), ('CLOSED', '已办结')], max_length=16)),
                ('on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('actor_id', models.CharField(max_length=80)),
                ('actor_name', models.CharField(max_length=80)),
                ('note', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='engagement.letter')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
            options={
                'db_table': 'engagement_letter_step',
                'indexes': [models.Index(fields=['letter', 'id'], name='engagement_letter_history')],
            },
        ),
        migrations.CreateModel(
            name='OnlineInterview',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('topic', models.CharField(max_length=200)),
                ('announcement', models.TextField()),
                ('host', models.CharField(blank=True, help_text='主持人', max_length=80)),
                ('planned_at', models.DateTimeField()),
                ('drafted_by', models.CharField(max_length=80)),
                ('announced_by', models.CharField(blank=True, max_length=80)),
                ('recording_url', models.URLField(blank=True, max_length=300)),
                ('transcript', models.TextField(blank=True)),
                ('transcript_by', models.CharField(blank=True, max_length=80)),
                ('held_on', models.DateField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=80)),
                ('cancelled_reason', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('DRAFT', '筹备中'), ('ANNOUNCED', '已预告'), ('HELD', '已举办'), ('CANCELLED', '已取消')], default='DRAFT', max_length=10)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='agencies.agency')),
            ],
            options={
                'verbose_name': '在线访谈',
                'db_table': 'engagement_interview',
                'indexes': [models.Index(fields=['agency', 'state', 'planned_at'], name='engagement_interview_board')],
                'constraints': [models.CheckConstraint(condition=models.Q(('announced_by', models.F('drafted_by')), _negated=True), name='engagement_interview_two_people'), models.CheckConstraint(condition=models.Q(('closed_by', ''), models.Q(('closed_by', models.F('transcript_by')), _negated=True), _connector='OR'), name='engagement_transcript_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'HELD'), _negated=True), models.Q(('held_on__isnull', False), models.Q(('transcript', ''), _negated=True)), _connector='OR'), name='engagement_held_has_transcript')],
            },
        ),
        migrations.AddField(
            model_name='interviewquestion',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='engagement.onlineinterview'),
        ),
        migrations.CreateModel(
            name='InterviewHeld',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('interview', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.onlineinterview')),
            ],
            options={
                'db_table': 'engagement_interview_held',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at'], name='engagement_held_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('interview',), name='engagement_one_current_interview')],
            },
        ),
        migrations.AddField(
            model_name='interviewguest',
            name='interview',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='engagement.onlineinterview'),
        ),
        migrations.CreateModel(
            name='PublicConsultation',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(choices=[('MAJOR_DECISION', '重大行政决策'), ('RULE', '规章'), ('MARKET', '涉及市场主体的规章、行政规范性文件'), ('NORMATIVE', '其他行政规范性文件'), ('OTHER', '其他')], max_length=16)),
                ('title', models.CharField(max_length=200)),
                ('draft_text', models.TextField()),
                ('explanation', models.TextField(help_text='起草说明')),
                ('ways', models.JSONField(default=dict, help_text='反馈方式：网上、信函、电子邮件、电话')),
                ('contact', models.CharField(max_length=200)),
                ('drafted_by', models.CharField(max_length=80)),
                ('opened_by', models.CharField(blank=True, max_length=80)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('shorter_reason', models.CharField(blank=True, max_length=300)),
                ('closed_on', models.DateField(null=True)),
                ('cancelled_reason', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('DRAFT', '起草中'), ('OPEN', '征集中'), ('CLOSED', '已结束'), ('FEEDBACK_PUBLISHED', '已反馈'), ('CANCELLED', '已取消')], default='DRAFT', max_length=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='agencies.agency')),
            ],
            options={
                'verbose_name': '意见征集',
                'db_table': 'engagement_consultation',
                'indexes': [models.Index(fields=['agency', 'state', 'ends_on'], name='engagement_consultation_board')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='engagement_consultation_period'), models.CheckConstraint(condition=models.Q(('opened_by', models.F('drafted_by')), _negated=True), name='engagement_consultation_two_people'), models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'CANCELLED']), models.Q(('ends_on__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='engagement_consultation_open_has_period'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'CANCELLED'), _negated=True), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='engagement_cancelled_says_why')],
            },
        ),
        migrations.CreateModel(
            name='OpinionReceived',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.opinion')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.publicconsultation')),
            ],
            options={
                'db_table': 'engagement_opinion_received',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at'], name='engagement_opinion_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('opinion',), name='engagement_one_current_opinion')],
            },
        ),
        migrations.AddField(
            model_name='opinion',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='engagement.publicconsultation'),
        ),
        migrations.CreateModel(
            name='FeedbackPublished',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.publicconsultation')),
            ],
            options={
                'db_table': 'engagement_feedback_published',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at'], name='engagement_feedback_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('consultation',), name='engagement_one_current_feedback')],
            },
        ),
        migrations.CreateModel(
            name='ConsultationOpened',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.publicconsultation')),
            ],
            options={
                'db_table': 'engagement_consultation_opened',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at'], name='engagement_opened_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('consultation',), name='engagement_one_current_opening')],
            },
        ),
        migrations.CreateModel(
            name='AdoptionFeedback',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('summary', models.TextField()),
                ('drafted_by', models.CharField(max_length=80)),
                ('drafted_at', models.DateTimeField()),
                ('published_by', models.CharField(blank=True, max_length=80)),
                ('published_on', models.DateField(null=True)),
                ('consultation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='engagement.publicconsultation')),
            ],
            options={
                'db_table': 'engagement_adoption_feedback',
                'constraints': [models.CheckConstraint(condition=models.Q(('published_by', models.F('drafted_by')), _negated=True), name='engagement_feedback_two_people')],
            },
        ),
        migrations.CreateModel(
            name='QuestionAnswered',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.interviewquestion')),
            ],
            options={
                'db_table': 'engagement_question_answered',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at'], name='engagement_answered_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('question',), name='engagement_one_current_answer')],
            },
        ),
        migrations.CreateModel(
            name='QuestionAsked',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='engagement.interviewquestion')),
            ],
            options={
                'db_table': 'engagement_question_asked',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'recorded_at'], name='engagement_asked_counts')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('question',), name='engagement_one_current_question')],
            },
        ),
        migrations.CreateModel(
            name='FeedbackPoint',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('opinion', models.TextField(help_text='意见概述，不含个人信息')),
                ('adoption', models.CharField(choices=[('ADOPTED', '采纳'), ('PARTLY', '部分采纳'), ('NOT_ADOPTED', '未采纳')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='engagement.adoptionfeedback')),
            ],
            options={
                'db_table': 'engagement_feedback_point',
                'constraints': [models.UniqueConstraint(fields=('feedback', 'place'), name='engagement_feedback_place'), models.CheckConstraint(condition=models.Q(('adoption', 'ADOPTED'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='engagement_not_adopted_says_why')],
            },
        ),
        migrations.AddIndex(
            model_name='interviewquestion',
            index=models.Index(fields=['interview', 'id'], name='engagement_question_list'),
        ),
        migrations.AddConstraint(
            model_name='interviewguest',
            constraint=models.UniqueConstraint(fields=('interview', 'place'), name='engagement_guest_place'),
        ),
        migrations.AddIndex(
            model_name='opinion',
            index=models.Index(fields=['consultation', 'id'], name='engagement_opinion_list'),
        ),
    ]
