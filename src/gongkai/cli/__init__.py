"""The `gongkai` command. Thin: each command reads its arguments, calls one function below and prints the answer.

- ``__main__.py``  parse, run, turn every failure into one sentence and an exit code
- ``commands.py``  the table of commands; a command is one module with ``add_arguments(parser)`` and ``run(args) -> int``
- ``answers.py``   one JSON document on standard output; messages and progress on standard error
- ``errors.py``    Refused (exit 1) and WrongUse (exit 2), whose text is what the user reads
- ``database.py``  states of the database before anything is served

Every command takes ``--json``. Exit 0 done, 1 refused or findings, 2 wrong use.
"""
