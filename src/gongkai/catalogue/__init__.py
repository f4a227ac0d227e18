"""Proactive disclosure (主动公开): items of the catalogue, normative documents, and what was published when.

``columns.py`` is the statutory tree, ``kinds.py`` says per kind of item which review, which metadata, which limit. An ``Item`` is
drafted with its disclosure attribute, reviewed in ``review``, published through ``editions``; portal and search read the editions, never
the item. What the annual report counts are the facts in ``models/facts.py``.

Verbs: ``draft_item``, ``edit_item``, ``attach_file``, ``detach_file``, ``keep_typed``, ``propose_attribute``, ``check_attribute``, ``submit_for_review``, ``publish_item``,
``draft_correction``, ``correct_item``, ``withdraw_item``,
``restore_item``, ``merge_item``, ``schedule_item``, ``take_down``; for documents ``issue_document``, ``repeal_document``, ``expire_due_documents``,
``record_inherited_document``, ``link_interpretation``.
"""
