"""Reading and auditing anybody's published annual report (``report check``). Plain Python: no database, no clock, no settings.

``formats``    HTML, DOCX, PDF, XLSX, plain and Markdown text -> ``source``; hostile files are refused with the reason
``source``     the neutral structure: lines of text, grids of cells, pictures, each with its place
``labels``     the labels of the official tables (2021 and the 2019 trial form), and how a printed label is recognised
``printed``    what a cell says: a number, nothing, or something that is no number
``rows``       grids and lines -> rows of a label and its values
``table2`` ... the three tables; ``tables`` joins them. A value is taken by label or by official order, never guessed
``title``      issuer and year; ``headings`` sections and parts; ``narrative`` the figures the text states, ``narrative_scope`` of what
``batch``      a district's reports together: matrix, missing and late, the units' sum; ``batch_answer`` JSON, XLSX, letters
``reading``    all of it for one file; ``audit`` the findings; ``across`` several years or units; ``answer`` the JSON
"""
