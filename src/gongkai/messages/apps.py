from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "gongkai.messages"
    label = "gongkai_messages"  # Django's own one-time messages have the short label
    verbose_name = "消息"
