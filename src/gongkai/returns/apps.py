from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "gongkai.returns"
    label = "returns"
    verbose_name = "年报汇总"
