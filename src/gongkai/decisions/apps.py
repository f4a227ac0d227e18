from importlib import import_module

from django.apps import AppConfig

# Tables beside models.py, which holds the ledgers themselves.
FURTHER_MODELS = ("gongkai.decisions.kept", "gongkai.decisions.transfers")


class DecisionsConfig(AppConfig):
    name = "gongkai.decisions"
    label = "decisions"
    verbose_name = "行政执法台账"

    def import_models(self) -> None:
        super().import_models()
        for name in FURTHER_MODELS:
            import_module(name)
