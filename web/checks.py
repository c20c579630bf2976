"""The checks' findings for the pages: read where they are kept, made in the background where not.

No request waits for them: a page tells that they are being made and shows what else is known.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import subprocess
import sys
import time
from contextlib import suppress
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from flask import Flask, current_app

from kg.quality.kept import CheckRun, load_run, name_run
from web.site import Site

_NAME: Final = "checks"
#: Larger graphs are checked when a person runs `kg check`: it takes minutes and gigabytes.
LARGEST: Final = 40_000_000
_PAUSE: Final = 600.0


class CheckState(StrEnum):
    """Whether the findings are there."""

    MADE = "made"
    MAKING = "making"
    LEFT = "left"
    FAILED = "failed"


class Checks:
    """The run of the checks over the data of a site, made once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = Lock()
        self._run: CheckRun | None = None
        self._thread: Thread | None = None
        self._failed = float("-inf")

    def get(self) -> tuple[CheckState, CheckRun | None]:
        """How it stands, with the run where it was made; where it was not, it is begun."""
        with self._lock:
            if self._run is None:
                self._run = load_run(self._path)
            if self._run is not None:
                return CheckState.MADE, self._run
            if self._thread is not None and self._thread.is_alive():
                return CheckState.MAKING, None
            if time.monotonic() < self._failed + _PAUSE:
                return CheckState.FAILED, None
            if self._is_large:
                return CheckState.LEFT, None
            self._thread = Thread(target=self._make, daemon=True)
            self._thread.start()
            return CheckState.MAKING, None

    @cached_property
    def _path(self) -> Path:
        return name_run(self._site.folder, self._site.version)

    def wait(self) -> None:
        """Wait until a run that was begun has ended."""
        if self._thread is not None:
            self._thread.join()

    @cached_property
    def _is_large(self) -> bool:
        size = 0
        for path in self._site.folder.ttl.rglob("*.ttl"):
            size += path.stat().st_size
            if size > LARGEST:
                return True
        return False

    def _make(self) -> None:
        """Run `kg check` in a process of its own, which keeps what it finds; one at a time."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with (self._path.parent / ".making").open("wb") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if load_run(self._path) is None:
                    self._run_command()
        except OSError:
            self._failed = time.monotonic()
            return
        if load_run(self._path) is None:
            self._failed = time.monotonic()

    def _run_command(self) -> None:
        root = str(self._site.folder.root)
        command = [sys.executable, "-m", "kg.cli", "--data", root, "check", "--format", "json"]
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as run:
            # It must not outlive the server.
            atexit.register(run.kill)
            with suppress(ProcessLookupError):
                # Readers go first.
                os.setpriority(os.PRIO_PROCESS, run.pid, 15)
            run.wait()
            atexit.unregister(run.kill)


def set_up_checks(app: Flask) -> None:
    """Let the pages ask for the findings."""
    site = app.extensions["site"]
    assert isinstance(site, Site)
    app.extensions[_NAME] = Checks(site)


def get_checks() -> Checks:
    """The checks of the running app."""
    checks = current_app.extensions[_NAME]
    assert isinstance(checks, Checks)
    return checks
