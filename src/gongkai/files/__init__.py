"""Stored files: kept by content (SHA-256) under GONGKAI_HOME/files, written completely or not at all.

``store`` takes uploads in and gives bytes back; ``kinds`` is the table of what is accepted; ``extraction`` reads the text of a file,
``scanning`` finds personal data in texts and files, ``stripping`` makes the copy that may be published. Whatever parses an
upload runs in a process of its own (``apart``, ``readers``): uploads are hostile until shown otherwise.
"""
