"""Django settings. Everything an installation may choose comes from the environment (see ``docs/settings.md``)."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from gongkai.config import env
from gongkai.keyring import KeyMissing, data_folder, subkey

PACKAGE = Path(__file__).resolve().parent.parent
GONGKAI_HOME = data_folder()

GONGKAI_SEARCH = env.search()
DEBUG = env.flag("GONGKAI_DEBUG")
ALLOWED_HOSTS = env.words("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = env.words("GONGKAI_ORIGINS")

try:
    SECRET_KEY = subkey("sessions and signatures").hex()
except KeyMissing:  # before the first `up`: nothing that is signed now can be used later
    SECRET_KEY = secrets.token_hex(32)

INSTALLED_APPS = [
    "gongkai.config.apps.WiringConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "bootstrap",
    "django_htmx",
    "django_prose_editor",
    "axes",
    "csp",
    "gongkai.audit",
    "gongkai.outbox",
    "gongkai.numbering",
    "gongkai.jobs",
    "gongkai.privacy",
    "gongkai.agencies",
    "gongkai.messages",
    "gongkai.files",
    "gongkai.measures",
    "gongkai.editions",
    "gongkai.review",
    "gongkai.wording",
    "gongkai.notices",
    "gongkai.catalogue",
    "gongkai.requests",
    "gongkai.remedies",
    "gongkai.decisions",
    "gongkai.engagement",
    "gongkai.links",
    "gongkai.completeness",
    "gongkai.topics",
    "gongkai.moving",
    "gongkai.targets",
    "gongkai.newmedia",
    "gongkai.inspection",
    "gongkai.annual_report",
    "gongkai.returns",
    "gongkai.search",
    "gongkai.report_checks",
    "gongkai.oversight",
]

MIDDLEWARE = [
    "gongkai.config.failures.RefuseLargeRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "gongkai.config.controls.WithoutControls",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.portal.old_addresses.LeadOn",
    "gongkai.portal.own_portal.OwnPortal",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "portal" / "templates", PACKAGE / "desk" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "gongkai.config.jinja.environment",
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    },
]

DATABASES = {"default": env.database(GONGKAI_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agencies.Officer"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/desk/login/"

AXES_FAILURE_LIMIT = 8
AXES_LOCKOUT_CALLABLE = "gongkai.config.failures.locked_out"
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_SENSITIVE_PARAMETERS = ["password"]
AXES_RESET_ON_SUCCESS = True

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("GONGKAI_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("GONGKAI_HTTPS") else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "gongkai.config.failures.form_expired"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = GONGKAI_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
STATICFILES_DIRS = [("portal", PACKAGE / "portal" / "static"), ("desk", PACKAGE / "desk" / "static")]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
LARGEST_REQUEST_MB = env.number("GONGKAI_LARGEST_REQUEST_MB", 64)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # The page that asks to come back soon, while the first records are being filled in, is no failure.
    "filters": {
        "failures": {
            "()": "django.utils.log.CallbackFilter",
            "callback": lambda record: getattr(record, "status_code", 0) != 503,
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["failures"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
