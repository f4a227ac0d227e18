"""One module a kind of target. ``deliver(target, entry, publication)`` returns whether it is there now; it may be called twice.

What cannot be delivered raises ``CannotDeliver`` with a Chinese sentence.
"""


class CannotDeliver(Exception):
    """Why not, in Chinese."""
