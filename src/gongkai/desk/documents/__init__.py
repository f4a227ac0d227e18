"""文稿, 审核, 登记簿: from the draft to the portal and off it again.

``items`` list and one item with what can be done to it, ``drafting`` the form, ``forms`` how typed text is read, ``files`` attachments and
DOCX, ``reviewing`` the sheets, ``register`` documents by attribute, ``waiting`` what waits for an officer.
"""
