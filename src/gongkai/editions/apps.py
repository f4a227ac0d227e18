from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "gongkai.editions"
    label = "editions"
    verbose_name = "发布版本"
