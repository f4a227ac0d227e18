"""Key-area completeness: what has to be public, held against what is.

Four matrices and a list of tasks, computed when read from published items of ``catalogue``: ``fiscal`` (units x years of budgets, final accounts,
三公经费), ``funds`` (programmes x years of fund distributions), ``standard`` (the 基层政务公开标准目录, items x units), ``limits`` (a traffic light per unit
over the publication limits of ``law/publication_limits.py``), and ``reposts`` (policies of a superior to be reposted in time).

An item stands in a matrix because it was tied there (``tie_item``) or because a rule on its kind, column and title finds it. Nothing here publishes.
Verbs: ``record_approvals``, ``keep_programme``, ``import_standard``, ``assign_units``, ``tie_item``, ``register_policy``, ``settle_repost``.
"""
