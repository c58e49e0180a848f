"""Packages as Office files are: zipped parts, opened with care and closed so that the same parts are the same bytes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from workbench.core.errors import Unreadable

LARGEST = 5_000_000
UNFOLDED = 30_000_000
_PROTECTED = b"\xd0\xcf\x11\xe0"
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def checked(data: bytes, program: str, suffix: str, largest: int = LARGEST) -> bytes:
    """The bytes of an Office file that is safe to open; Unreadable if it is locked, broken, or unfolds beyond measure."""
    again = f"Open it in {program} and save it again as {suffix}."
    if not data:
        raise Unreadable("The file is empty.")
    if data.startswith(_PROTECTED):
        raise Unreadable(
            "The file is protected by a password, or is of before 2007.", f"Save it as {suffix} without a password."
        )
    if len(data) > largest:
        raise Unreadable(
            f"The file has {len(data) / 1e6:.1f} MB; {largest // 1_000_000} are the most.", "Take pictures out."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = [part for part in package.infolist() if part.filename.endswith((".xml", ".rels"))]
            if sum(part.file_size for part in parts) > UNFOLDED:
                raise Unreadable(
                    f"The file unfolds to more than {UNFOLDED // 1_000_000} MB.", "Take out what isn't the codebook."
                )
            for part in parts:
                words = package.read(part)
                if any(mark in words for mark in _DECLARED):
                    raise Unreadable("The file holds declarations that no file of this kind needs.", again)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Unreadable(f"The file is not a whole {program} file.", again) from None
    return data


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file, with one and the same time on all of them."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 1
            archive.writestr(entry, content)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file that we made ourselves."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
