"""`python -m kg.store.pool SNAPSHOT LISTENER LIFELINE FOLDER`: the pool as a process of its own.

LISTENER is the number of a listening Unix socket in FOLDER, LIFELINE of a pipe whose other end the
server holds: when the server ends, however it ends, the pipe does, and with it all of the pool and
the folder. The supervisor is a child, so that there is another should it end; callers wait at the
socket meanwhile.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import sys
import time
from pathlib import Path

from kg.store.jsonld import make_jsonld
from kg.store.limits import read_limits
from kg.store.pool.confine import end_with_parent
from kg.store.pool.supervisor import Supervisor


def _main() -> None:
    snapshot, listener, lifeline = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    # What an answer needs is imported before workers are made, so that they share it.
    make_jsonld("<urn:a> <urn:b> <urn:c> .")
    supervisor = Supervisor(socket.socket(fileno=listener), snapshot, read_limits())
    while True:
        child, theirs = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(child)
                end_with_parent()
                supervisor.run()
            finally:
                os._exit(1)
        os.close(theirs)
        ended, _, _ = select.select([lifeline, child], [], [])
        if lifeline in ended:
            shutil.rmtree(sys.argv[4], ignore_errors=True)
            os._exit(0)
        os.close(child)
        os.waitpid(pid, 0)
        time.sleep(0.1)


if __name__ == "__main__":
    _main()
