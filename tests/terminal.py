"""The program on a real pseudo-terminal: keys in as bytes, the screen out as bytes."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

STEERING = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z~]|\x1b[()][A-Z0-9]|\x1b\][^\x07]*\x07")


class Terminal:
    """`workbench` with these words on a terminal of `columns` x `rows`."""

    def __init__(self, *words, columns=120, rows=30, folder=None):
        self.seen = b""
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(
                TERM="xterm-256color",
                COLORTERM="truecolor",
                LINES=str(rows),
                COLUMNS=str(columns),
            )
            if folder:
                os.chdir(folder)
            os.execv(sys.executable, [sys.executable, "-m", "workbench", *words])  # noqa: S606
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys):
        """Types."""
        os.write(self.fd, keys.encode())

    def read(self, seconds, at_most=10.0):
        """What comes before there is silence for that long: when the last of it came, and how many bytes.

        A caret that blinks is never silent: `at_most` so many seconds are waited for.
        """
        last, count, until = None, 0, time.perf_counter() + at_most
        while time.perf_counter() < until and select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 1 << 20)
            except OSError:
                break
            if b"\x1b[?2026$p" in data:
                os.write(self.fd, b"\x1b[?2026;2$y")
            self.seen += data
            last, count = time.perf_counter(), count + len(data)
        return last, count

    def shows(self, words, seconds=15):
        """Waits until these words have been painted since the last call; False if they don't come."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.read(0.05)
            if words.encode() in STEERING.sub(b"", self.seen):
                self.seen = b""
                return True
        return False

    def kill(self):
        """Ends the program as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)

    def ended(self, seconds=10):
        """The exit code of the program, which should end by itself."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            self.read(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                os.close(self.fd)
                return os.waitstatus_to_exitcode(status)
        self.kill()
        return None
