from django.apps import AppConfig


class CompletenessConfig(AppConfig):
    name = "gongkai.completeness"
    label = "completeness"
    verbose_name = "重点领域公开"
