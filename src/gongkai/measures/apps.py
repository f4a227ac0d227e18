from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "gongkai.measures"
    label = "measures"
    verbose_name = "计数"
