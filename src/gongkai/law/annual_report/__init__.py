"""The statutory annual report (年度报告) as data: form, sums, identities, narrative figures and sentences (REG 49-50, FMT).

``cells``      every figure with key, label, definition, article and measure
``form``       sections, headings, version of the definitions
``layout``     the three official tables, cell for cell, for any writer (HTML, DOCX, PDF, XLSX)
``sums``       which cell is the sum of which
``identities`` the reconciliation identities (勾稽关系) and ``check``
``blanks``     blank cells that follow from one identity
``bounds``     exact and approximate numbers (余 近 约) and how they are printed and checked
``narrative``  the catalogue of figures a text may name
``sentences``  templates whose figures are bound to keys; ``wording`` holds ours
``describe``   writes docs/report-cells.md
"""
