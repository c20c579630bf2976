"""Property tests try the same cases in every run, and stores lie in a folder of the run's own."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

#: Stores are built from graphs that tests made; none is left beside a data folder.
_VAR = tempfile.TemporaryDirectory(prefix="kg-tests-")
os.environ["KG_VAR"] = _VAR.name


def pytest_unconfigure() -> None:
    """Remove what the run built."""
    _VAR.cleanup()
