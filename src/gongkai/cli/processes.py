"""The programs `gongkai up` runs side by side: all of them, or none. SIGTERM and Ctrl-C end every one cleanly."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from gongkai.cli.errors import Refused

SECONDS_TO_END = 15
SECONDS_TO_ANSWER = 60
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """In the child: be told to end when the parent is gone, even after `kill -9` (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Group:
    """Processes that live and end together."""

    def __init__(self) -> None:
        self.stop_asked = False
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.stop_asked = True

    def start(self, name: str, command: list[str]) -> None:
        # A session of its own: Ctrl-C reaches this process only, which then ends the others in order.
        self._running[name] = subprocess.Popen(
            command, start_new_session=True, preexec_fn=die_with_parent, stdout=sys.stderr.fileno()
        )

    def ended(self) -> str | None:
        """The name of a program that has ended by itself."""
        return next((name for name, process in self._running.items() if process.poll() is not None), None)

    def wait_until_it_answers(self, host: str, port: int) -> None:
        """Return once something listens there. Raises Refused when a program ends or a minute passes."""
        deadline = time.monotonic() + SECONDS_TO_ANSWER
        while not self.stop_asked:
            try:
                socket.create_connection((host, port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
            if (name := self.ended()) or time.monotonic() > deadline:
                self.end()
                raise Refused(f"the {name or 'server'} did not start; its own message stands above")

    def run_to_its_end(self, name: str, command: list[str]) -> bool:
        """Run a program that ends by itself, beside the others. False when asked to stop meanwhile.

        Raises Refused when it fails or when one of the others ends.
        """
        self.start(name, command)
        while not self.stop_asked:
            time.sleep(0.1)
            if (ended := self.ended()) is None:
                continue
            if ended == name and self._running[name].returncode == 0:
                del self._running[name]
                return True
            self.end()
            raise Refused(f"the {ended} ended by itself; its own message stands above")
        return False

    def watch(self) -> str | None:
        """Wait until asked to stop (None) or until one program ends by itself (its name); then end all."""
        name = None
        while not self.stop_asked and name is None:
            time.sleep(0.2)
            name = self.ended()
        self.end()
        return None if self.stop_asked else name

    def end(self) -> None:
        """Ask all to end; after 15 seconds end them by force."""
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + SECONDS_TO_END
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
