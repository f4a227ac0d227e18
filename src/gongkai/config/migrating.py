"""Applying the migrations of nearly two hundred models in seconds.

Django keeps a picture of all models beside the migrations and draws every related model anew with each operation. Nearly all of
ours lead to the agency or the officer, so that a new table meant drawing everything there was: 27 seconds of CPU on an empty
database, at every first start and at every beginning of the tests. Two kinds of operation need none of it: a new model leaves
those it points to as they are, and an index or a constraint changes no relation. Every other operation is Django's own.

``config/tests/test_migrating.py`` holds the database that comes out against the models, on both engines.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


class FrugalState(ProjectState):
    """The picture of the models while migrations run; draws only what an operation changes."""

    @classmethod
    def like(cls, state: ProjectState) -> FrugalState:
        """The same models, not drawn yet."""
        return cls(models=state.models, real_apps=state.real_apps)

    def add_model(self, model_state: ModelState) -> None:
        key = model_state.app_label, model_state.name_lower
        if key in self.models:
            return super().add_model(model_state)
        self.models[key] = model_state
        if self._relations is not None:  # type: ignore[attr-defined]
            self.resolve_model_relations(key)
        if self._is_drawn():
            self.apps.render_multiple([model_state])
        return None

    def _append_option(self, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
        self._set_option(app_label, model_name, option_name, [*self._option(app_label, model_name, option_name), obj])

    def _remove_option(self, app_label: str, model_name: str, option_name: str, obj_name: str) -> None:
        kept = [one for one in self._option(app_label, model_name, option_name) if one.name != obj_name]
        self._set_option(app_label, model_name, option_name, kept)

    def _option(self, app_label: str, model_name: str, option_name: str) -> list[Any]:
        listed: list[Any] = self.models[app_label, model_name].options[option_name]
        return listed

    def _set_option(self, app_label: str, model_name: str, option_name: str, listed: list[Any]) -> None:
        """Indexes or constraints of one model, in the picture and in the model drawn from it."""
        self.models[app_label, model_name].options[option_name] = listed
        if self._is_drawn():
            setattr(self.apps.get_model(app_label, model_name)._meta, option_name, [one.clone() for one in listed])

    def _is_drawn(self) -> bool:
        return "apps" in self.__dict__  # a cached property: asking for it in any other way would draw everything


class FrugalExecutor(MigrationExecutor):
    def migrate(
        self,
        targets: Any,
        plan: Any = None,
        state: ProjectState | None = None,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> Any:
        if state is not None:  # the command hands a copy of its own, in which nothing is drawn yet
            state = FrugalState.like(state)
        return super().migrate(targets, plan, state, fake, fake_initial)
