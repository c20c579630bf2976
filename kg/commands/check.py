"""`kg check`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.documents.folder import DataFolder
from kg.quality.report import render_report
from kg.quality.workspace import check_folder


def run_check(root: Path, options: Namespace) -> int:
    """Check the graph: exit code 1 when there is a fault, 0 with warnings and notes alone."""
    findings = check_folder(DataFolder(root))
    sys.stdout.write(render_report(findings, options.lang, options.form))
    return int(any(finding.severity == "fault" for finding in findings))
