"""Which rooms offer measures, who takes what from the outbox, what runs by itself, what waits on the desk. One line a room."""

from __future__ import annotations

from importlib import import_module

COUNTS = (
    "gongkai.catalogue.counts",
    "gongkai.requests.counts",
    "gongkai.remedies.counts",
    "gongkai.decisions.counts",
    "gongkai.engagement.counts",
    "gongkai.newmedia.counts",
    "gongkai.topics.counts",
    "gongkai.oversight.counts",
    "gongkai.requests.timeliness",
    "gongkai.catalogue.timeliness",
    "gongkai.engagement.timeliness",
)
CONSUMERS = (
    "gongkai.editions.log",
    "gongkai.publication.consumer",
    "gongkai.search.indexing",
    "gongkai.messages.delivery",
    "gongkai.newmedia.wechat.deliver",
    "gongkai.targets.package_consumer",
    "gongkai.targets.table_consumer",
)
# Modules with WITHDRAWABLE: kinds of publications a takedown sheet may take off.
WITHDRAWABLE: tuple[str, ...] = (
    "gongkai.catalogue.usecases.withdraw_item",
    "gongkai.engagement.usecases.withdraw_public",
)
# Modules with RECURRING: work the worker does by itself, every so often.
RECURRING: tuple[str, ...] = (
    "gongkai.catalogue.outside_links",
    "gongkai.files.sweeping",
    "gongkai.catalogue.usecases.expire_due_documents",
    "gongkai.catalogue.usecases.schedule_item",
    "gongkai.decisions.usecases.upload_ledger",
    "gongkai.messages.delivery",
    "gongkai.moving.usecases.upload_site",
    "gongkai.engagement.consultation_closing",
    "gongkai.engagement.letter_files",
    "gongkai.inspection.daily",
    "gongkai.search.indexing",
    "gongkai.newmedia.wechat.deliver",
    "gongkai.publication.recurring",
    "gongkai.requests.archive_round",
    "gongkai.requests.once",
    "gongkai.targets.package_consumer",
    "gongkai.topics.usecases.close_topic",
)
# Modules with WORKS: kinds of jobs that run in a process of their own.
WORKS: tuple[str, ...] = (
    "gongkai.catalogue.outside_links",
    "gongkai.catalogue.stock_check",
    "gongkai.decisions.usecases.run_upload",
    "gongkai.moving.usecases.upload_site",
    "gongkai.report_checks.usecases.check_uploads",
    "gongkai.publication.recurring",
)
# Modules with DUTIES: what is owed by when, for the supervisor's overview.
DUTIES: tuple[str, ...] = (
    "gongkai.requests.duties",
    "gongkai.engagement.duties",
    "gongkai.catalogue.duties",
    "gongkai.completeness.duties",
    "gongkai.inspection.duties",
    "gongkai.oversight.duties",
    "gongkai.returns.duties",
)
# Modules with OPEN_WORK: what stands under an officer's name and moves with a hand-over.
OPEN_WORK: tuple[str, ...] = (
    "gongkai.requests.open_work",
    "gongkai.catalogue.open_work",
    "gongkai.newmedia.open_work",
    "gongkai.engagement.open_work",
    "gongkai.decisions.open_work",
    "gongkai.remedies.open_work",
    "gongkai.annual_report.open_work",
    "gongkai.returns.open_work",
    "gongkai.inspection.open_work",
    "gongkai.oversight.open_work",
)
# Modules of the desk with RECURRING: they need what waits, so they are wired with the addresses.
DESK_RECURRING = ("gongkai.desk.digest",)
# Modules of the desk with tasks(act): what waits for an officer.
WAITING = (
    "gongkai.desk.waiting_reports",
    "gongkai.desk.returns.waiting",
    "gongkai.desk.decisions.waiting",
    "gongkai.desk.messages.waiting",
    "gongkai.desk.settings.waiting",
    "gongkai.desk.notices.waiting",
    "gongkai.desk.remedies.waiting",
    "gongkai.desk.engagement.waiting",
    "gongkai.desk.documents.waiting",
    "gongkai.desk.completeness.waiting",
    "gongkai.desk.topics.waiting",
    "gongkai.desk.moving.waiting",
    "gongkai.desk.targets.waiting",
    "gongkai.desk.inspection.waiting",
    "gongkai.desk.requests.waiting",
    "gongkai.desk.requests.waiting_disclosure",
    "gongkai.desk.newmedia.waiting",
    "gongkai.desk.oversight.waiting",
)


def wire() -> None:
    """Called once at start-up; the rooms' models must be loaded, so their modules are named here and imported late."""
    registry = import_module("gongkai.measures.registry")
    for name in COUNTS:
        registry.register(*import_module(name).MEASURES)
    outbox = import_module("gongkai.outbox.consumers")
    for name in CONSUMERS:
        outbox.register(import_module(name).CONSUMER)
    duties = import_module("gongkai.measures.duties")
    for name in DUTIES:
        duties.register(*import_module(name).DUTIES)
    open_work = import_module("gongkai.agencies.open_work")
    for name in OPEN_WORK:
        open_work.register(*import_module(name).OPEN_WORK)
    withdrawable = import_module("gongkai.editions.withdrawable")
    for name in WITHDRAWABLE:
        withdrawable.register(import_module(name).WITHDRAWABLE)
    recurring = import_module("gongkai.jobs.recurring")
    for name in RECURRING:
        recurring.register(*import_module(name).RECURRING)
    works = import_module("gongkai.jobs.works")
    for name in WORKS:
        works.register(*import_module(name).WORKS)


def wire_desk() -> None:
    """Called with the addresses: the desk's modules reach views, which need everything else loaded."""
    proofs = import_module("gongkai.desk.documents.proofs")
    proofs.served_by(import_module("gongkai.publication.wrapping").in_front_of)
    recurring = import_module("gongkai.jobs.recurring")
    for name in DESK_RECURRING:
        recurring.register(*import_module(name).RECURRING)
    todo = import_module("gongkai.desk.todo")
    for name in WAITING:
        todo.register(import_module(name).tasks)
