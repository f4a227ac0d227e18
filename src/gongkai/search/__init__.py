"""Search: every Chinese word found, with the same answers whatever engine stands behind.

``analysis``   plain Python: characters -> atoms -> stream of bigrams and trigrams; the query parser; synonyms; highlighting
``backends``   one small interface (``interface.py``) and the engines behind it: tantivy, SQLite FTS5, a plain scan
``documents``  what is indexed and what comes back; ``document_file`` reads such documents from JSON
``pages``      a question in a citizen's words -> total, hits with snippets, facets
``snapshots``  published editions -> documents (nothing but what is public now)
``home``       the index of an installation: folder, version, one writer, rebuild and switch
``indexing``   the outbox consumer that keeps the index up to date; ``background`` and ``process`` make it anew beside other work
``service``    the index of this process, and what answers while there is none (``fallback``); ``suggestions``
``own``        an officer's search over the own agency's rows, narrowed by the database first (``candidates``)
``everything_public``  a word in everything that is public, read from the editions, for an emergency
"""
