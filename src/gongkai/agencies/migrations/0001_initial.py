
import django.db.models.deletion
import gongkai.numbering.keys
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(max_length=40)),
                ('document_prefix', models.CharField(blank=True, help_text='发文机关代字，如 温政', max_length=20)),
                ('kind', models.CharField(choices=[('county_government', '县（市、区）人民政府'), ('county_government_office', '县政府办公室'), ('county_department', '县直部门'), ('county_justice', '县司法局'), ('county_tax', '县税务局'), ('township', '乡镇人民政府、街道办事处'), ('city_government', '设区的市人民政府'), ('city_department', '市直部门'), ('province_government', '省级人民政府'), ('province_department', '省直部门')], max_length=30)),
                ('path', models.CharField(max_length=400, unique=True)),
                ('region_code', models.CharField(help_text='行政区划代码', max_length=12)),
                ('uscc', models.CharField(help_text='统一社会信用代码', max_length=18, unique=True)),
                ('contact', models.JSONField(default=dict)),
                ('established_on', models.DateField(null=True)),
                ('abolished_on', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='agencies.agency')),
                ('supervises', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervised_by', to='agencies.agency')),
            ],
            options={
                'verbose_name': '单位',
                'db_table': 'agencies_agency',
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('username', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('post', models.CharField(blank=True, max_length=80)),
                ('is_active', models.BooleanField(default=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='agencies.agency')),
            ],
            options={
                'verbose_name': '工作人员',
                'db_table': 'agencies_officer',
            },
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('is_demonstration', models.BooleanField()),
                ('scenario', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'agencies_installation',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='agencies_one_installation')],
            },
        ),
        migrations.CreateModel(
            name='AgencySetting',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('name', models.CharField(max_length=80)),
                ('value', models.JSONField()),
                ('since', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settings', to='agencies.agency')),
            ],
            options={
                'db_table': 'agencies_setting',
                'indexes': [models.Index(fields=['name', 'agency', 'since'], name='agencies_setting_lookup')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('role', models.CharField(choices=[('DRAFTER', '拟稿人'), ('SECRECY_REVIEWER', '保密审查员'), ('FIRST_REVIEWER', '初审人'), ('SECOND_REVIEWER', '复审人'), ('APPROVER', '签发人（终审）'), ('PUBLISHER', '发布员'), ('REQUEST_OFFICER', '受理员'), ('LEGAL_REVIEWER', '法制审核'), ('OFFICE_HEAD', '公开工作机构负责人'), ('SUPERVISOR', '主管部门'), ('SYSTEM_ADMIN', '系统管理员'), ('SECURITY_ADMIN', '安全管理员'), ('AUDITOR', '审计员')], max_length=30)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'agencies_role_grant',
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('officer', 'role'), name='agencies_one_open_grant'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='agencies_grant_dates')],
            },
        ),
    ]
