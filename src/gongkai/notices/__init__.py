"""Official letters (文书): from a kind and its values to a document, and from a document to PDF/A and DOCX.

What a letter must contain stands in ``law.letters``. ``wording`` holds our text of each block, ``models.BlockVersion`` what an agency
wrote instead, from a day on, approved by a second person; ``make.make`` composes the letter, naming what is missing; ``pdf`` and
``docx`` print it in the letter form of GB/T 9704. This room knows no request: a caller hands in values.
"""
