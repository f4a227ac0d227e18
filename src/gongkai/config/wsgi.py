"""The WSGI application that Granian (or any other server) runs."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

application = get_wsgi_application()

import_module("gongkai.search.service").warm()  # its models are loaded only now
