"""The four ways in which something can go wrong, each with a sentence for a researcher and, where known, the way out."""


class WorkbenchError(Exception):
    """Something that the user must be told: one sentence, and a hint at the way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class Refused(WorkbenchError):
    """The wish breaks a rule; nothing was changed."""


class Unchanged(Refused):
    """What was asked for stands like this already."""


class Unreadable(WorkbenchError):
    """A file or a database can't be read or written as it stands."""


class Conflict(WorkbenchError):
    """Somebody else changed the same thing in the meantime; nothing was changed."""


class Missing(WorkbenchError):
    """What was named isn't there."""
