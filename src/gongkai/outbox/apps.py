from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "gongkai.outbox"
    label = "outbox"
    verbose_name = "待发变更"
