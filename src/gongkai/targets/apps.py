from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "gongkai.targets"
    label = "targets"
    verbose_name = "发布目标"
