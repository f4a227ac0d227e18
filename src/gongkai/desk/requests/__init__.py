"""Requests on the desk: the board, the counter, the case page with its actions, numbers, holiday notices.

A view turns a form into a use case and says what came of it. What may be done stands in ``requests.offers``, the fields of each
act in ``fields``, what they call in ``deeds``. A form counts once (``requests.once``).
"""
