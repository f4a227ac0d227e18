"""The WSGI application that Granian (or any other server) runs: files first, then portal, desk and API."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")

live = get_wsgi_application()

from gongkai.publication.wrapping import in_front_of  # noqa: E402 - the settings must be loaded first

application = in_front_of(live)
