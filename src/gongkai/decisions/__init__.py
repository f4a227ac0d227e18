"""Decision ledgers (行政许可、行政处罚、行政强制、行政事业性收费): hundreds of thousands of rows a year, by file.

- ``kinds.py``      the four ledgers: name, prefix of the columns, model, date limit
- ``columns.py``    the columns of each ledger: national name, Chinese headings, check, required or not
- ``cells.py``      checks of one cell; ``rules.py`` checks across the cells of a row
- ``reading.py``    a CSV or XLSX file as rows of text; ``xlsx.py`` the XLSX half with its limits
- ``header.py``     which column is which; ``checking.py`` the compiled check of a row
- ``sealing.py``    from a checked row to a database row: digest, encryption, publicity
- ``staging.py``    batches nobody sees until they are committed; clearing what a killed import left
- ``selectors.py``  versions visible on a day; ``counts.py`` what reports count; ``lines.py`` a record shown masked
- ``kept.py``       corrections and credit repair; ``publicity_end.py`` until when a decision stays public
- ``transfers.py``  uploads, a unit's own headings, weekly files; ``vault.py`` uploads on disk, encrypted, for a day
- ``headings.py``   what a unit calls its columns; ``mending.py`` the rejected rows as a file; ``writing.py`` a row as cells again
- ``watch.py``      on time, late, silent, months, jumps, repeated; ``sending.py``, ``province/`` the weekly file; ``seen.py`` who sees what
- ``usecases/``     import_decisions, upload_ledger, run_upload, correct_decision,
  revoke_decision, repair_credit, refund_charge, make_send_out, remember_headings, clear_abandoned

A row is one version of a decision; nothing is overwritten. Screens stand in ``desk`` and ``portal``.
"""
