from django.apps import AppConfig


class WordingConfig(AppConfig):
    name = "gongkai.wording"
    label = "wording"
    verbose_name = "错敏词"
