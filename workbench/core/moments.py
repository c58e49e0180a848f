"""Moments as people say them: the study keeps ISO 8601 in UTC, people read and write the time where they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from workbench.core.errors import Refused

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def local(at: str, zone: tzinfo | None = None) -> datetime:
    """A moment of the study where the user is, or in a zone."""
    return datetime.fromisoformat(at).astimezone(zone)


def date_words(at: str, zone: tzinfo | None = None) -> str:
    """The day, as in “3 May 2026”."""
    there = local(at, zone)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year}"


def moment_words(at: str, now: str, zone: tzinfo | None = None) -> str:
    """Day and time, as in “today 14:02”, “yesterday 09:10”, “3 May 2026 17:45”."""
    there, today = local(at, zone), local(now, zone).date()
    named = {today: "today", today - timedelta(days=1): "yesterday"}
    day = named.get(there.date()) or f"{there.day} {MONTHS[there.month - 1][:3]} {there.year}"
    return f"{day} {there:%H:%M}"


def minute(at: str, zone: tzinfo | None = None) -> str:
    """Date and time for tables, as in “2026-05-03 17:45”."""
    return f"{local(at, zone):%Y-%m-%d %H:%M}"


def day_begins(written: str, zone: tzinfo | None = None) -> str:
    """The first moment (ISO 8601, UTC) of what somebody wrote as a date, or as a date and a time."""
    return _utc(written, _read(written), zone)


def day_ends(written: str, zone: tzinfo | None = None) -> str:
    """The last moment (ISO 8601, UTC) of what somebody wrote as a date, or as a date and a time."""
    begins = _read(written)
    whole_day = begins.hour == begins.minute == 0 and ":" not in written
    return _utc(written, begins, zone, timedelta(days=1, seconds=-1) if whole_day else timedelta(seconds=59))


def _read(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written.strip())
    except ValueError as error:
        raise _no_date(written) from error


def _utc(written: str, there: datetime, zone: tzinfo | None, later: timedelta = timedelta()) -> str:
    try:
        known = there if there.tzinfo else there.replace(tzinfo=zone) if zone else there.astimezone()
        return (known + later).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError) as error:  # the first and the last days that there are
        raise _no_date(written) from error


def _no_date(written: str) -> Refused:
    return Refused(f"“{written}” is no date.", "Write it as 2026-05-03, or with a time as “2026-05-03 17:45”.")
