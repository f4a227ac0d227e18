"""Makes a Wagtail site with one article, in an environment of its own: ``python wagtail_site.py FOLDER BODY.html``. Not a benchmark itself.

A plain page as its documentation shows it: a page model with a rich-text body, a template with title, meta tags, menu and body, DEBUG
off, cached template loader, SQLite. Nothing is cached beyond that: neither is our live view.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SETTINGS = """
from pathlib import Path
BASE = Path(__file__).resolve().parent.parent
SECRET_KEY, DEBUG, ALLOWED_HOSTS, ROOT_URLCONF, USE_TZ = "x" * 50, False, ["*"], "peer.urls", True
INSTALLED_APPS = ["peer", "wagtail.users", "wagtail.images", "wagtail.documents", "wagtail.admin", "wagtail.search", "wagtail",
    "modelcluster", "taggit", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": [
    "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE / "peer.sqlite3", "CONN_MAX_AGE": 60}}
DEFAULT_AUTO_FIELD, STATIC_URL, WAGTAIL_SITE_NAME = "django.db.models.BigAutoField", "/static/", "peer"
WAGTAILADMIN_BASE_URL = "http://localhost"
LOGGING = {"version": 1, "root": {"level": "ERROR"}}
"""
MODELS = """
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class ArticlePage(Page):
    number = models.CharField(max_length=100)
    index = models.CharField(max_length=100)
    agency = models.CharField(max_length=100)
    day = models.DateField()
    body = RichTextField()
"""
TEMPLATE = """{% load wagtailcore_tags %}<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{{ page.title }}</title>
<meta name="ArticleTitle" content="{{ page.title }}"><meta name="PubDate" content="{{ page.day|date:'Y-m-d' }} 09:00">
<meta name="ContentSource" content="{{ page.agency }}"></head>
<body><nav><ul>{% for item in menu %}<li><a href="{{ item.0 }}">{{ item.1 }}</a></li>{% endfor %}</ul></nav>
<table><tr><th>{{ page.index }}</th><td>{{ page.number }}</td></tr><tr><th>{{ page.agency }}</th><td>{{ page.day|date:'Y-m-d' }}</td></tr></table>
<h1>{{ page.title }}</h1>{{ page.body|richtext }}<footer>{{ page.agency }}</footer></body></html>
"""
URLS = """
from django.urls import include, path
from wagtail import urls
urlpatterns = [path("", include(urls))]
"""
WSGI = """
import os
from django.core.wsgi import get_wsgi_application
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer.settings")
application = get_wsgi_application()
"""


def main(folder: Path, body: str) -> None:
    place = folder / "peer"
    (place / "templates" / "peer").mkdir(parents=True)
    (place / "migrations").mkdir()
    for name, text in (
        ("__init__.py", ""), ("migrations/__init__.py", ""), ("settings.py", SETTINGS), ("models.py", MODELS), ("urls.py", URLS),
        ("wsgi.py", WSGI), ("templates/peer/article_page.html", TEMPLATE),
    ):  # fmt: skip
        (place / name).write_text(text, encoding="utf-8")
    sys.path.insert(0, str(folder))
    os.environ["DJANGO_SETTINGS_MODULE"] = "peer.settings"
    import django  # noqa: PLC0415 - of the peer's environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("makemigrations", "peer", verbosity=0)
    call_command("migrate", verbosity=0)
    from peer.models import ArticlePage  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    home = Page.objects.get(depth=2)
    home.add_child(instance=ArticlePage(
        title="温县关于第1号事项的通知", slug="article", number="温政〔2022〕1号", index="X/2022-00001", agency="温县人民政府",
        day="2022-03-01", body=body,
    ))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8"))
