"""`kg check`."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from kg.documents.folder import DataFolder
from kg.quality.kept import keep_run, name_run
from kg.quality.report import render_report
from kg.quality.workspace import check_folder
from kg.store.version import read_version


def run_check(root: Path, options: Namespace) -> int:
    """Check the graph: exit code 1 when there is a fault, 0 with warnings and notes alone.

    What was found is kept for the pages too, where the disk takes it.
    """
    folder, start = DataFolder(root), time.monotonic()
    place = name_run(folder, read_version(folder.ttl))
    findings = check_folder(folder)
    with suppress(OSError):
        keep_run(place, folder, findings, time.monotonic() - start)
    sys.stdout.write(render_report(findings, options.lang, options.form))
    return int(any(finding.severity == "fault" for finding in findings))
