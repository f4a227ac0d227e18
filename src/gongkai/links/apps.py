from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "gongkai.links"
    label = "links"
    verbose_name = "关联"
