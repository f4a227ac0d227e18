"""Start-up: once all rooms are loaded, wire their measures and consumers."""

from django.apps import AppConfig

from gongkai.config.wiring import wire


class WiringConfig(AppConfig):
    name = "gongkai.config"
    label = "gongkai_config"

    def ready(self) -> None:
        wire()
