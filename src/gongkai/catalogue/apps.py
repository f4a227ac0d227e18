"""The room's place in Django; after every migrate (and flush) the common columns are there."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as loaded_apps
from django.db.models.signals import post_migrate

from gongkai.catalogue.seed import seed_columns


class CatalogueConfig(AppConfig):
    name = "gongkai.catalogue"
    label = "catalogue"
    verbose_name = "主动公开"

    def ready(self) -> None:
        post_migrate.connect(_seed, sender=self, dispatch_uid="catalogue columns")


def _seed(using: str, apps: Any = loaded_apps, **_: Any) -> None:
    """Reference data, not a domain event: a database migrated back to nothing has no such table and is left alone.

    A flush names no ``apps``: the loaded ones hold then.
    """
    try:
        column = apps.get_model("catalogue", "Column")
    except LookupError:
        return
    seed_columns(column, using)
