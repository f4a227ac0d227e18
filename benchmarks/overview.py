"""The supervisor's overview over ten years of a county, and every inspection rule over one, beside their limits.

    python benchmarks/overview.py [--years 10] [--agencies 60] [--asked 30] [--small]

Fills a fresh database with the demonstration's volume a year (3,662 items, 594 letters, 63 requests, 6,200 posts of 22 accounts), a few of each still
open and some of them late, then asks the page as a signed-in supervisor over Django's own client (template included) and runs the inspection over
the items of one year. Prints one JSON document: milliseconds with the limit of 500, seconds with the limit of 5.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from statistics import median
from time import perf_counter, process_time
from typing import Any

import decision_rows

ITEMS, LETTERS, REQUESTS, POSTS, ACCOUNTS = 3662, 594, 63, 6200, 22
LIMIT_MS, LIMIT_S = 500, 5
COLUMNS = ("zwdt-bm", "zwdt-xz", "zwdt-zz", "tzgg", "A20-01-02", "A20-01-03", "A20-07-01", "A20-02", "A20-11", "A21-07")
BODY = '<p>正文</p><p><a href="/zfxxgk/">政府信息公开</a> <a href="https://www.gov.cn/">中国政府网</a></p>' * 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--agencies", type=int, default=60)
    parser.add_argument("--asked", type=int, default=30)
    parser.add_argument("--small", action="store_true", help="one year, ten agencies, five times")
    given = parser.parse_args()
    if given.small:
        given.years, given.agencies, given.asked = 1, 10, 5
    with tempfile.TemporaryDirectory(prefix="gongkai-benchmark-") as folder:
        connection = decision_rows.start(folder)
        agencies = decision_rows.establish(given.agencies)
        officer = supervisor(agencies[0])
        started = perf_counter()
        today = datetime.now(UTC).date()
        accounts = open_accounts(agencies)
        for back in range(given.years):
            fill_year(agencies, accounts, today - timedelta(days=365 * (back + 1)), officer, is_last=back == 0)
        filled = round(perf_counter() - started, 1)
        result = {
            "database": connection.vendor, "agencies": given.agencies, "years": given.years, "fill_s": filled,
            "overview": ask_page(officer, given.asked), "inspection": inspect(agencies[0], today - timedelta(days=365)),
        }  # fmt: skip
    print(json.dumps(result, ensure_ascii=False, indent=2))


def supervisor(agency: Any) -> Any:
    appoint = import_module("gongkai.agencies.usecases.appoint").appoint_officer
    roles = import_module("gongkai.agencies.roles").Role
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    return appoint(act=act, agency=agency, username="supervisor", name="主管", roles=[roles.SUPERVISOR, roles.DRAFTER])


def open_accounts(agencies: list[Any]) -> list[Any]:
    models = import_module("gongkai.newmedia.models")
    return models.NewMediaAccount.objects.bulk_create([
        models.NewMediaAccount(
            agency=agencies[number % len(agencies)], supervising_agency=agencies[0], platform="WECHAT" if number % 2 else "WEIBO",
            name=f"账号{number}", identifier=f"account-{number}", account_role="other", main_function="发布", person_in_charge="甲",
            administrator="乙", filing_number=f"BA{number}", applied_by="1", approved_by="2", opened_on=date(2015, 1, 1),
            state="RUNNING", state_since=date(2015, 1, 1),
        )
        for number in range(ACCOUNTS)
    ])  # fmt: skip


def fill_year(agencies: list[Any], accounts: list[Any], first: date, officer: Any, *, is_last: bool) -> None:
    """One year's records from ``first`` on; in the last one a few of each are open, every third of them late."""
    draw = random.Random(first.toordinal())
    moment = datetime.combine(first, datetime.min.time(), UTC)
    with import_module("django.db").transaction.atomic():
        _items(agencies, moment, officer, draw)
        _letters(agencies, first, draw, open_ones=40 if is_last else 0)
        _requests(agencies, moment, draw, open_ones=20 if is_last else 0)
        _posts(accounts, moment, draw)


def _items(agencies: list[Any], moment: datetime, officer: Any, draw: random.Random) -> None:
    editions, catalogue = import_module("gongkai.editions.models"), import_module("gongkai.catalogue.models")
    new_key = import_module("gongkai.numbering.keys").new_key
    publications, bodies, items, facts = [], [], [], []
    for number in range(ITEMS):
        at = moment + timedelta(days=365 * number / ITEMS)
        agency, kind = draw.choice(agencies), "policy_document" if number % 40 == 0 else "news"
        key, item_key, body_key, column = new_key(), new_key(), new_key(), COLUMNS[number % len(COLUMNS)]
        payload = {"title": f"信息{number}", "body_html": BODY, "kind": kind}
        publications.append(editions.Publication(
            id=key, subject_kind="catalogue.item", subject_id=item_key, agency=agency, column=column, title=f"信息{number}",
            first_published_at=at, changed_at=at, current_id=body_key,
        ))  # fmt: skip
        bodies.append(
            editions.Edition(
                id=body_key, publication_id=key, number=1, payload=payload, salt=b"", digest="0" * 64, published_at=at
            )
        )
        items.append(catalogue.Item(
            id=item_key, agency=agency, kind=kind, column_id=column, state="PUBLISHED", title=f"信息{number}", body_html=BODY,
            attribute="PROACTIVE", index_number=f"{item_key}", drafter=officer, authors=[officer.pk], publication_id=key,
            formed_on=at.date(), published_on=at.date(), created_at=at, changed_at=at,
        ))  # fmt: skip
        facts.append(
            catalogue.ItemPublished(
                agency=agency, item_id=item_key, kind=kind, column_code=column, happened_on=at.date(), recorded_at=at
            )
        )
    # The edition a publication shows is named before it is written: one pass instead of an update of every row.
    editions.Publication.objects.bulk_create(publications, batch_size=1000)
    editions.Edition.objects.bulk_create(bodies, batch_size=1000)
    catalogue.Item.objects.bulk_create(items, batch_size=500)
    catalogue.ItemPublished.objects.bulk_create(facts, batch_size=500)


def _letters(agencies: list[Any], first: date, draw: random.Random, open_ones: int) -> None:
    models = import_module("gongkai.engagement.models")
    rows, received = [], []
    for number in range(LETTERS):
        agency, day = draw.choice(agencies), first + timedelta(days=365 * number // LETTERS)
        is_open = number >= LETTERS - open_ones
        letter = models.Letter(
            agency=agencies[0], unit=agency, number=f"XJ{day.year}-{day.timetuple().tm_yday}-{number}", channel="MESSAGE", kind="ADVICE",
            writer_name="某", writer_name_index="x", writer_phone="13800000000", writer_phone_index="y", title="题", text="文",
            wishes_public=False, query_digest="z", state="IN_PROGRESS" if is_open else "CLOSED", submitted_on=day,
            answered_on=None if is_open else day, closed_on=None if is_open else day,
        )  # fmt: skip
        rows.append(letter)
        received.append(
            models.LetterReceived(
                letter=letter, agency=agencies[0], channel="MESSAGE", happened_on=day, recorded_at=_at(day)
            )
        )
    models.Letter.objects.bulk_create(rows, batch_size=300)
    models.LetterReceived.objects.bulk_create(received, batch_size=300)


def _requests(agencies: list[Any], moment: datetime, draw: random.Random, open_ones: int) -> None:
    models = import_module("gongkai.requests.models")
    rows, receipts = [], []
    for number in range(REQUESTS):
        at = moment + timedelta(days=365 * number / REQUESTS)
        agency, is_open = draw.choice(agencies), number >= REQUESTS - open_ones
        request = models.InformationRequest(
            agency=agency, number=f"SQ{at:%Y%m%d}-{number}", query_code_digest="x", registered_at=at, registered_by="1", channel="INTERNET",
            category="natural_person", applicant_name="某", applicant_index="x", subject="事项", description="文", description_index="y",
            state="UNDER_REVIEW" if is_open else "DELIVERED", date_of_receipt=at.date(), reply_due=at.date() + timedelta(days=29),
        )  # fmt: skip
        rows.append(request)
        receipts.append(
            models.Receipt(
                agency=agency, request=request, category="natural_person", happened_on=at.date(), recorded_at=at
            )
        )
    models.InformationRequest.objects.bulk_create(rows, batch_size=100)
    models.Receipt.objects.bulk_create(receipts, batch_size=100)


def _posts(accounts: list[Any], moment: datetime, draw: random.Random) -> None:
    models = import_module("gongkai.newmedia.models")
    source = models.PostImport.objects.create(
        account=accounts[0],
        file_name="a.csv",
        sha256="0" * 64,
        rows=POSTS,
        new=POSTS,
        changed=0,
        imported_by="1",
        recorded_at=moment,
    )
    models.Post.objects.bulk_create((
        models.Post(
            account=account, agency_id=account.agency_id, source=source, platform=account.platform, account_role="other",
            post_key=f"{moment:%Y%m%d}-{number}", title=f"信息{number}", published_at=at, happened_on=at.date(), recorded_at=at,
        )
        for number in range(POSTS)
        for account, at in ((draw.choice(accounts), moment + timedelta(days=365 * number / POSTS)),)
    ), batch_size=1000)  # fmt: skip


def _at(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


def ask_page(officer: Any, asked: int) -> dict[str, Any]:
    """The page as the browser asks for it, the counts in the menu fresh each time."""
    client, cache = import_module("django.test").Client(), import_module("django.core.cache").cache
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    client.get("/desk/overview/")  # templates are compiled once a process
    times, begun = [], process_time()
    for _ in range(asked):
        cache.clear()
        started = perf_counter()
        answer = client.get("/desk/overview/")
        times.append((perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"the page answered {answer.status_code}")
    cpu = (process_time() - begun) * 1000 / asked
    late = sum(cell.overdue for cell in _seen(officer).totals.values())
    if not late:
        raise SystemExit("nothing is late: the page shows nothing, and its time says nothing")
    times.sort()
    return {
        "median_ms": round(median(times), 1),
        "p99_ms": round(times[-1], 1),
        "cpu_ms": round(cpu, 1),
        "late": late,
        "limit_ms": LIMIT_MS,
        "holds": times[-1] <= LIMIT_MS,
    }


def _seen(officer: Any) -> Any:
    act = import_module("gongkai.agencies.rights").act_of(officer)
    return import_module("gongkai.oversight.overview").overview(act)


def inspect(government: Any, since: date) -> dict[str, Any]:
    """All rules over the items of the last year: what was published before is taken down first, outside the time measured."""
    publication = import_module("gongkai.editions.models").Publication
    publication.objects.filter(first_published_at__lt=_at(since)).update(state="WITHDRAWN_SILENTLY")
    run = import_module("gongkai.inspection.usecases.run_inspection").run_inspection
    rules = import_module("gongkai.inspection.rules").RULES
    act = import_module("gongkai.audit.acts").system_act("benchmark")
    started = perf_counter()
    found = run(act=act, government=government)
    spent = perf_counter() - started
    items = publication.objects.filter(state="PUBLISHED").count()
    counted = sum(sum(one.values()) for one in found.summary.values())
    return {
        "seconds": round(spent, 2), "rules": len(rules), "items": items, "accounts": ACCOUNTS, "found": counted, "limit_s": LIMIT_S,
        "holds": spent <= LIMIT_S,
    }  # fmt: skip


if __name__ == "__main__":
    main()
