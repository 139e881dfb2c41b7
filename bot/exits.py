"""Exit codes, as documented in `yosan --help` and the README."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    DONE = 0
    """Answered, asked back, or helped; a command that asks nothing did its work."""
    DECLINED = 1
    """At least one question of the command line was declined."""
    NOT_ALL_RIGHT = 1
    """At least one reply of an evaluation was not the expected one."""
    MISUSED = 2
    """The command line or a file handed in is wrong."""
    STORE_FAILED = 3
    """The store cannot be opened, read or written."""
    FAILED = 70
    """A defect of the program."""
    INTERRUPTED = 130
