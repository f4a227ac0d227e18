"""Review before publication (domain 2.6), of whatever record another room hands in: first reviewed, then published.

``paths.py`` says which stages a path has and who may pass them. A ``ReviewSheet`` is one round over one content, named
by its digest; its ``ReviewStep`` rows can never be changed. Nobody passes two stages of a sheet, nobody who wrote
the content passes any, and no role stands above that.

Verbs: ``open_sheet``, ``record_secrecy_review``, ``pass_stage``, ``return_sheet``, ``recall_sheet``.
Rooms above ask ``standing.approved_for_publication(sheet, digest)`` and nothing else.
"""
