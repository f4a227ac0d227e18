"""Published reports uploaded and checked: one or a district's, with findings somebody may settle, saying who and why.

``models``     a batch of checked reports, each with what was read and found; settled findings
``keys``       how a finding is recognised when the same report is checked again
``rebuilt``    a stored batch as the reader's own structure, for workbook and letters
``selectors``  what an officer may see; ``usecases`` upload and check, settle
"""
