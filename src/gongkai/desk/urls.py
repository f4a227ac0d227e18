"""Addresses of the officers' desk."""

from django.urls import URLPattern, URLResolver, path

from gongkai.desk import entry, log

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", entry.SignIn.as_view(), name="login"),
    path("logout/", entry.SignOut.as_view(), name="logout"),
    path("log/", log.lines, name="log"),
]
