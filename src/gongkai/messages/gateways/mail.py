"""E-mail over SMTP: ``host``, ``port``, ``security`` (starttls, tls or none), ``user``, ``secret``, ``from``."""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection

from gongkai.messages.gateways.contract import Gateway, GatewayRefused, Parcel

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
SECONDS = 20


class MailGateway(Gateway):
    name = "smtp"

    def hand_over(self, parcel: Parcel, now: datetime) -> None:
        sender = str(self.needed("from"))
        security = self.choice.get("security", "starttls")
        connection = get_connection(
            BACKEND, host=self.needed("host"), port=int(self.choice.get("port", 25)),
            username=self.choice.get("user", ""), password=self.secret(),
            use_tls=security == "starttls", use_ssl=security == "tls", timeout=SECONDS,
        )  # fmt: skip
        domain = sender.rpartition("@")[2].strip("> ")
        letter = EmailMessage(
            parcel.subject or parcel.text.strip().splitlines()[0][:60], parcel.text, sender, [parcel.to],
            connection=connection, headers={"Message-ID": f"<{parcel.id}@{domain}>"},
        )  # fmt: skip
        try:
            letter.send()
        except SMTPException as refused:
            raise GatewayRefused(f"SMTP {getattr(refused, 'smtp_code', '') or type(refused).__name__}") from None
        except OSError as problem:
            raise GatewayRefused(f"no connection ({type(problem).__name__})") from None
