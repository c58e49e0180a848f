"""How a command ends: the promised exit codes, and one line on stderr for whatever stood in the way."""

import os
import sys
from collections.abc import Callable

from workbench.cli.output import complain
from workbench.core.errors import Unreadable, WorkbenchError

DONE, REFUSED, USAGE, UNREADABLE, STOPPED = 0, 1, 2, 3, 130


def outcome(act: Callable[[], object]) -> int:
    """The exit code of an act: what it gives as a number, else 0; an error that was foreseen is told in one line."""
    try:
        result = act()
        sys.stdout.flush()
    except Unreadable as error:
        return _told(str(error), UNREADABLE)
    except WorkbenchError as error:
        return _told(str(error), REFUSED)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; Python must find nothing to flush when it leaves.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return REFUSED
    except UnicodeEncodeError:
        return _told("A name or a text holds something that is not in UTF-8, so it can't be kept.", REFUSED)
    except OSError as error:
        return _told(f"{error.filename or 'A file'}: {error.strerror or error}.", UNREADABLE)
    return result if isinstance(result, int) else DONE


def _told(sentence: str, code: int) -> int:
    complain(sentence)
    return code
