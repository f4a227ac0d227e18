"""Readers of uploaded files, run only by ``files.apart`` in a process of its own. Plain Python: no Django, no settings, no key.

One module a family of formats, each with some of ``faults`` (why a file is refused), ``text`` (what can be read, and where it
stood) and ``copy`` (the file without what tells who made it).
"""
