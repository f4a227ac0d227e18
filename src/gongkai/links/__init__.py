"""Ties between records of different rooms (domain 5.2): a consultation and the document that came of it, an interview about a document.

``models`` (a tie joins two publications), ``usecases/tie`` (tie and untie, by the record's own officers), ``chain`` (the whole course of
one matter: consultation, opinions, feedback, document, interpretation, interview, repeal, the same seen from each end);
``disclosure`` and ``usecases/move_to_disclosure`` (what was granted on application becomes an item for all, REG 44).
"""
