"""Addresses of the settings."""

from django.urls import URLPattern, path

from gongkai.desk.settings import views

urlpatterns: list[URLPattern] = [
    path("settings/", views.settings, name="settings"),
    path("settings/<str:name>/", views.setting, name="setting"),
]
