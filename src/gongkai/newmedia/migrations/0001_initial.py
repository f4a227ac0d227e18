
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
            name='NewMediaAccount',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('platform', models.CharField(choices=[('WECHAT', '微信公众号'), ('WECHAT_CHANNELS', '微信视频号'), ('WEIBO', '微博'), ('DOUYIN', '抖音'), ('KUAISHOU', '快手'), ('TOUTIAO', '头条号'), ('MINI_PROGRAM', '小程序'), ('APP', '移动客户端'), ('OTHER', '其他')], max_length=20)),
                ('name', models.CharField(max_length=80)),
                ('identifier', models.CharField(help_text='账号ID或网址', max_length=200)),
                ('account_role', models.CharField(choices=[('main', '政府主账号'), ('other', '其他账号')], max_length=8)),
                ('operator', models.CharField(blank=True, help_text='委托运营的第三方', max_length=120)),
                ('certified', models.BooleanField(default=False)),
                ('main_function', models.CharField(max_length=300)),
                ('person_in_charge', models.CharField(help_text='分管负责人', max_length=60)),
                ('administrator', models.CharField(help_text='管理员', max_length=60)),
                ('person_in_charge_phone', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('administrator_phone', gongkai.privacy.fields.EncryptedTextField(blank=True, default='', editable=True)),
                ('administrator_phone_index', models.CharField(blank=True, max_length=40)),
                ('filing_number', models.CharField(blank=True, help_text='全国政务新媒体备案号', max_length=60)),
                ('applied_by', models.CharField(max_length=80)),
                ('approved_by', models.CharField(blank=True, max_length=80)),
                ('opened_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('APPLIED', '申请开设'), ('APPROVED', '同意开设'), ('RUNNING', '正常运行'), ('RECTIFYING', '整改'), ('SUSPENDED', '暂停'), ('CLOSED', '关停'), ('CANCELLED', '注销')], default='APPLIED', max_length=12)),
                ('state_since', models.DateField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='media_accounts', to='agencies.agency')),
                ('supervising_agency', models.ForeignKey(help_text='主管单位', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
            options={
                'verbose_name': '政务新媒体账号',
                'db_table': 'newmedia_account',
                'indexes': [models.Index(fields=['agency', 'platform', 'state'], name='newmedia_matrix')],
                'constraints': [models.UniqueConstraint(fields=('platform', 'identifier'), name='newmedia_account_once'), models.CheckConstraint(condition=models.Q(('state__in', ['APPLIED', 'APPROVED', 'RUNNING', 'RECTIFYING', 'SUSPENDED', 'CLOSED', 'CANCELLED'])), name='newmedia_known_state'), models.CheckConstraint(condition=models.Q(('approved_by', models.F('applied_by')), _negated=True), name='newmedia_two_people'), models.CheckConstraint(condition=models.Q(('state__in', ['APPLIED', 'APPROVED', 'CANCELLED']), ('opened_on__isnull', False), _connector='OR'), name='newmedia_running_was_opened')],
            },
        ),
        migrations.CreateModel(
            name='AccountStanding',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('platform', models.CharField(choices=[('WECHAT', '微信公众号'), ('WECHAT_CHANNELS', '微信视频号'), ('WEIBO', '微博'), ('DOUYIN', '抖音'), ('KUAISHOU', '快手'), ('TOUTIAO', '头条号'), ('MINI_PROGRAM', '小程序'), ('APP', '移动客户端'), ('OTHER', '其他')], max_length=20)),
                ('account_role', models.CharField(choices=[('main', '政府主账号'), ('other', '其他账号')], max_length=8)),
                ('state', models.CharField(choices=[('APPLIED', '申请开设'), ('APPROVED', '同意开设'), ('RUNNING', '正常运行'), ('RECTIFYING', '整改'), ('SUSPENDED', '暂停'), ('CLOSED', '关停'), ('CANCELLED', '注销')], max_length=12)),
                ('on_file', models.BooleanField()),
                ('ended_on', models.DateField(null=True)),
                ('actor_id', models.CharField(max_length=80)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newmedia.newmediaaccount')),
            ],
            options={
                'db_table': 'newmedia_account_standing',
                'indexes': [models.Index(fields=['agency', 'state', 'happened_on', 'ended_on', 'recorded_at'], name='newmedia_standing_counts'), models.Index(fields=['account', 'happened_on'], name='newmedia_standing_history')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('superseded_at__isnull', True)), fields=('account',), name='newmedia_one_open_standing'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gte', models.F('happened_on')), _connector='OR'), name='newmedia_standing_days')],
            },
        ),
        migrations.CreateModel(
            name='PostImport',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('new', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('imported_by', models.CharField(max_length=80)),
                ('recorded_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='newmedia.newmediaaccount')),
            ],
            options={
                'db_table': 'newmedia_post_import',
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('happened_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('platform', models.CharField(choices=[('WECHAT', '微信公众号'), ('WECHAT_CHANNELS', '微信视频号'), ('WEIBO', '微博'), ('DOUYIN', '抖音'), ('KUAISHOU', '快手'), ('TOUTIAO', '头条号'), ('MINI_PROGRAM', '小程序'), ('APP', '移动客户端'), ('OTHER', '其他')], max_length=20)),
                ('account_role', models.CharField(choices=[('main', '政府主账号'), ('other', '其他账号')], max_length=8)),
                ('post_key', models.CharField(help_text='平台编号、网址或标题与时间的摘要', max_length=64)),
                ('title', models.CharField(max_length=300)),
                ('url', models.CharField(blank=True, max_length=500)),
                ('published_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newmedia.newmediaaccount')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newmedia.postimport')),
            ],
            options={
                'db_table': 'newmedia_post',
                'indexes': [models.Index(fields=['agency', 'happened_on', 'account_role', 'platform', 'recorded_at', 'superseded_at'], name='newmedia_post_counts'), models.Index(fields=['account', 'happened_on'], name='newmedia_post_of_account')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('account', 'post_key'), name='newmedia_post_once')],
            },
        ),
    ]
