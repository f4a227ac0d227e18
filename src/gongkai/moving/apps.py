from django.apps import AppConfig


class MovingConfig(AppConfig):
    name = "gongkai.moving"
    label = "moving"
    verbose_name = "网站迁入"
