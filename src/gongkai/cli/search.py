"""`gongkai search`: what is published, or the documents of a file; `gongkai search rebuild` writes the index anew."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

from gongkai.cli.answers import print_json, tell
from gongkai.cli.errors import WrongUse
from gongkai.search.analysis.synonyms import packaged_table
from gongkai.search.backends.choose import ENGINES, default_engine, open_engine
from gongkai.search.document_file import Reading, letters_of, read_documents
from gongkai.search.documents import DATE, FACETS, RELEVANCE, SCOPE_LABELS
from gongkai.search.pages import PAGE_SIZE, Page, Wish, answer

EXAMPLE = '[{"id": "1", "title": "关于...的通知", "docno": "温政〔2022〕5号", "org": "温县人民政府", "date": "2022-03-01", "body": "...", "state": "published"}]'
MOST_TOLD = 10


def add_arguments(parser: ArgumentParser) -> None:
    parser.epilog = (
        'examples: gongkai search 低保 标准; gongkai search "温政〔2022〕5号" --scope docno; gongkai search rebuild;'
        f" gongkai search 防汛 --from-file docs.json, the file being {EXAMPLE}"
    )
    parser.add_argument("words", nargs="*", metavar="QUERY", help="one word or several: all must be found")
    parser.add_argument(
        "--from-file", metavar="FILE", help="search this JSON list instead of the installation; - reads standard input"
    )
    parser.add_argument("--no-synonyms", action="store_true", help="only the words as they are typed")
    parser.add_argument("--scope", choices=sorted(SCOPE_LABELS), default="all", help="where the words must stand")
    parser.add_argument("--sort", choices=[RELEVANCE, DATE], default=RELEVANCE, help="best first, or latest first")
    parser.add_argument("--page", type=int, default=1, help="which page of hits, from 1")
    parser.add_argument("--size", type=int, default=PAGE_SIZE, help="hits on a page")
    parser.add_argument("--engine", choices=sorted(ENGINES), help="the engine for --from-file")
    for name in FACETS:
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="VALUE", help=f"only this {name}; may be given again"
        )


def run(args: Namespace) -> int:
    text = _text_of(args)
    if args.from_file is not None:
        page, ids = _from_file(args, text)
    elif args.words == ["rebuild"]:
        return int(_installation().rebuild(args.json))
    else:
        page, ids = _installation().find(_wish(args, text), not args.no_synonyms), {}
    for note in page.notes:
        tell(f"gongkai: {note}")
    document = as_document(page, ids)
    if args.json:
        print_json(document)
    else:
        _print(page, document)
    return 0


def as_document(page: Page, ids: Mapping[str, Any]) -> dict[str, Any]:
    """The shape of design 5. ``ids``: ids as the file has them."""
    return {
        "total": page.total,
        "hits": [
            {
                "id": ids.get(hit.id, hit.id),
                "title": hit.title,
                "snippet": hit.snippet,
                "date": hit.day.isoformat() if hit.day else None,
                "agency": hit.agency,
            }
            for hit in page.hits
        ],
        "facets": {name: page.facets[name] for name in FACETS if name != "validity" or page.facets[name]},
    }


def _text_of(args: Namespace) -> str:
    """The query: the words given, and what looked like a short option (-x) but is none. Raises WrongUse."""
    options = [word for word in args.passed_on if word.startswith("--") and word != "--"]
    if options:
        raise WrongUse(f"gongkai search: unknown argument: {options[0]}; a word that begins with - stands behind --")
    words = [*args.words, *args.passed_on]
    if not words:
        raise WrongUse("gongkai search: no query; give one word or several, such as: gongkai search 低保 标准")
    return " ".join(words).encode("utf-8", "replace").decode()


def _wish(args: Namespace, text: str) -> Wish:
    filters = {name: tuple(getattr(args, name)) for name in FACETS}
    return Wish(text, args.scope, filters, args.sort, args.page, args.size)


def _from_file(args: Namespace, text: str) -> tuple[Page, dict[str, Any]]:
    reading = read_file(args.from_file)
    for problem in reading.problems[:MOST_TOLD]:
        tell(f"gongkai: {args.from_file}: {problem}")
    if len(reading.problems) > MOST_TOLD:
        tell(f"gongkai: {args.from_file}: and {len(reading.problems) - MOST_TOLD} more")
    engine = open_engine(args.engine or default_engine())
    engine.apply(reading.documents)
    known = {document.id: document for document in reading.documents}
    groups = () if args.no_synonyms else packaged_table()
    return answer(_wish(args, text), engine, lambda ids: known, groups), reading.ids


def read_file(name: str) -> Reading:
    """Raises WrongUse for what is no JSON list, OSError for what cannot be read."""
    text, oddities = letters_of(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise WrongUse(f"{name}: broken JSON in line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise WrongUse(f"{name}: the JSON is nested too deeply") from error
    except ValueError as error:  # the interpreter reads no whole number of more than 4,300 digits
        raise WrongUse(f"{name}: a number has too many digits") from error
    if not isinstance(rows, list):
        raise WrongUse(f"{name}: give a JSON list of documents, such as {EXAMPLE}")
    reading = read_documents(rows)
    return replace(reading, problems=(*oddities, *reading.problems))


def _installation() -> Any:
    """What needs the records: loaded only now, because a search in a file must start without Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    setup: Callable[[], None] = import_module("django").setup
    setup()
    return import_module("gongkai.cli.search_installation")


def _print(page: Page, document: Mapping[str, Any]) -> None:
    print(f"共找到 {page.total:,} 条")
    for hit, row in zip(page.hits, document["hits"], strict=True):
        passage = unescape(hit.snippet.replace("<mark>", "【").replace("</mark>", "】"))
        print(
            f"\n{hit.title}\n  {'  '.join(part for part in (row['date'], hit.agency, hit.docno, str(row['id'])) if part)}\n  {passage}"
        )
    for name, values in document["facets"].items():
        if values:
            print(f"\n{name}: " + "  ".join(f"{value} {number}" for value, number in values.items()))
