"""On which addresses a publication appears: its own page, the pages tied to it, first pages of lists, feeds, the site map of its month.

The number of them does not depend on how much is published: pages further on in a list, filters and searches are live.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from gongkai.agencies.models import Agency
from gongkai.annual_report.exports.by_format import FORMATS
from gongkai.catalogue.columns import COLUMNS, CONTENT, REPORTS, TOPICS
from gongkai.catalogue.models import InterpretationLink
from gongkai.catalogue.models.items import SUBJECT_KIND
from gongkai.catalogue.services import COLUMN as SERVICES
from gongkai.clock import legal_day
from gongkai.completeness.standard import version_in_force
from gongkai.editions.models import Publication
from gongkai.publication.addresses import file_of
from gongkai.topics.selectors import topics_showing

_BY_CODE = {column.code: column for column in COLUMNS}
ALWAYS = ("/", "/zfxxgk/", "/zfxxgk/jg/", f"/zfxxgk/{CONTENT}/", "/map/")
"""Pages that name the newest items or count them."""
FRONT = (*ALWAYS, "/zfxxgk/zn/", "/zfxxgk/zd/", f"/zfxxgk/{REPORTS}/", "/zfxxgk/zcwj/", "/ztzl/", "/bsfw/")
FEEDS = ("/feed.xml", "/sitemap.xml")
WHOLE_SITE = ("/sitemap-main.xml", "/robots.txt")
BUDGETS, STANDARD = "/zfxxgk/yjs/", "/zfxxgk/bzml/"
KEY_AREAS = ("zfxxgk/yjs", "zfxxgk/bzml")
"""Folders of the pages that read every item of an area. They are taken away by any publication and any tie, answered live meanwhile, and written by the next look."""
_POLICIES = "A20-01"
_OWN_LISTS = {TOPICS: "/ztzl/", SERVICES: "/bsfw/"}


def column_addresses(code: str) -> list[str]:
    return [f"/zfxxgk/{CONTENT}/?column={code}", f"/feed/column/{code}.xml"]


def organ_addresses(code: str) -> list[str]:
    return [f"/zfxxgk/{CONTENT}/?organ={code}", f"/feed/organ/{code}.xml"]


def key_area_addresses() -> list[str]:
    """Budgets by unit and year, the standard catalogue with a page a field (of the topmost government, as the portal shows it)."""
    government = Agency.objects.order_by("path").first()
    version = version_in_force(government) if government else None
    fields = version.items.order_by("place").values_list("field", flat=True) if version else ()
    pages = [f"{STANDARD}?field={quote(field, safe='')}" for field in dict.fromkeys(fields)]
    return [BUDGETS, STANDARD, *(page for page in pages if file_of(STANDARD, page.partition("?")[2]))]


def month_address(publication: Publication) -> str:
    return f"/sitemap-{legal_day(publication.first_published_at):%Y-%m}.xml"


def lists_of(publications: Iterable[Publication]) -> set[str]:
    """The shared pages on which these appear (or from which they have gone)."""
    found: set[str] = set()
    for one in publications:
        found |= {*ALWAYS, *FEEDS, month_address(one), *organ_addresses(one.agency.code)}
        for code in _upwards(one.column):
            found.update(column_addresses(code))
            if code == _POLICIES:
                found.add("/zfxxgk/zcwj/")
            if code in _OWN_LISTS:
                found.add(_OWN_LISTS[code])
        if one.column == REPORTS:
            found.update({f"/zfxxgk/{REPORTS}/", *report_addresses(one)})
    return found


def report_addresses(one: Publication) -> list[str]:
    """A report has its page and its files; its page under the year alone too where it is that of the topmost organ."""
    year = (one.current.payload.get("document") or {}).get("year") if one.current else None
    if year is None:  # purged: nobody knows the year any more
        return []
    base, question = f"/zfxxgk/{REPORTS}/{year}/", f"?organ={one.agency.code}"
    return [base, f"{base}{question}", *(f"{base}report.{ending}{question}" for ending in FORMATS)]


def tied_to(keys: Iterable[int]) -> set[int]:
    """Publications whose page names one of these: the document of an interpretation, the interpretations of a document, topics an item stands in."""
    keys = set(keys)
    items = dict(Publication.objects.filter(id__in=keys, subject_kind=SUBJECT_KIND).values_list("subject_id", "id"))
    explained = InterpretationLink.objects.filter(interpretation_id__in=items).values_list("document_id", flat=True)
    explaining = InterpretationLink.objects.filter(document_id__in=items).values_list("interpretation_id", flat=True)
    ends = {*explained, *explaining}
    rows = Publication.objects.filter(subject_kind=SUBJECT_KIND, subject_id__in=ends)
    return {*rows.values_list("id", flat=True), *topics_showing(keys)}


def _upwards(code: str) -> list[str]:
    """The column and those above it that have lists of their own (the content as a whole is always shown)."""
    found = []
    row = _BY_CODE.get(code)
    while row is not None and row.code not in (CONTENT, REPORTS):
        found.append(row.code)
        row = _BY_CODE.get(row.parent)
    return found
