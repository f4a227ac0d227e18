from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "gongkai.topics"
    label = "topics"
    verbose_name = "专题"
