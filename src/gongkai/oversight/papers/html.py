"""A paper as one HTML file without anything from elsewhere: to be put on a site as it is."""

from __future__ import annotations

from html import escape

from gongkai.oversight.papers.blocks import Heading, Paper, Table


def html_bytes(paper: Paper) -> bytes:
    parts = [f"<h1>{escape(paper.title)}</h1>"]
    if paper.subtitle:
        parts.append(f"<p>{escape(paper.subtitle)}</p>")
    for block in paper.blocks:
        if isinstance(block, Table):
            parts.append(_table(block))
        elif isinstance(block, Heading):
            parts.append(f"<h2>{escape(block.text)}</h2>")
        else:
            parts.append(f"<p>{escape(block.text)}</p>")
    day = paper.issued_on
    parts.append(f"<p>{escape(paper.issuer)}　{day.year}年{day.month}月{day.day}日</p>")
    head = f'<meta charset="utf-8"><title>{escape(paper.title)}</title>'
    return f'<!doctype html>\n<html lang="zh-CN"><head>{head}</head><body>{"".join(parts)}</body></html>\n'.encode()


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in block.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in block.rows)
    caption = f"<caption>{escape(block.title)}</caption>" if block.title else ""
    return f'<table border="1">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
