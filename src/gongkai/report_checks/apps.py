from django.apps import AppConfig


class ReportChecksConfig(AppConfig):
    name = "gongkai.report_checks"
    label = "report_checks"
    verbose_name = "年报审查"
