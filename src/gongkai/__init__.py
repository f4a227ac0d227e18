"""Gongkai (公开): the whole information-disclosure duty of a Chinese local government on one set of records.

Start reading at ``docs/where-is-what.md``; the rooms and the direction of their imports are in ``docs/architecture.md``.
"""

__version__ = "0.1.0"
