"""The WSGI application that Granian (or any other server) runs: files first, then portal, desk and API."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

live = get_wsgi_application()

# The models of both are loaded only now.
import_module("gongkai.search.service").warm()
application = import_module("gongkai.publication.wrapping").in_front_of(live)
