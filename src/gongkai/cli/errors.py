"""The two ways a command ends without its answer. The text is one sentence: what, where, what would be right."""


class Refused(Exception):
    """The wish was understood and cannot be met (exit 1)."""


class WrongUse(Exception):
    """The command was called in a way it does not know (exit 2)."""
