"""Severance (区分处理, REG 37): what stays withheld is really gone from the copy that is handed over.

``sources`` turns a file into pages, ``work`` asks for pictures of pages, passages and the severed copy, ``machine`` does it in a process of
its own. The copy is a new document: each page a picture with the marks burnt in, and a text layer rebuilt from the characters
that can be seen outside the marks. Nothing of the old document goes along: no fonts, no layers, no annotations, no attached files.
"""
