"""`kg serve`: the browser and the endpoint, behind gunicorn."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from threading import Thread
from typing import Final

from kg.documents.folder import DataFolder
from kg.errors import KgError

#: More than may wait for answers of the endpoint at once, so that pages are never held up.
_THREADS: Final = 40


def run_serve(root: Path, options: Namespace) -> int:
    """Serve until stopped. Raises KgError for an address that is taken or missing `make assets`."""
    _check_address(options.host, options.port)
    from gunicorn.app.base import BaseApplication

    from kg.commands.sockets import keep_free, take_raw_addresses
    from kg.store.limits import read_limits
    from web.answerer import start_answerer
    from web.static_files import check_static

    check_static()
    folder = DataFolder(root)
    # Before any worker is forked, so that all of them ask the same processes.
    answerer = start_answerer(folder, read_limits())
    settings = {
        "bind": f"{options.host}:{options.port}",
        "workers": options.workers,
        "worker_class": "gthread",
        "threads": _THREADS,
        "limit_request_line": 8190,
        "accesslog": None,
        "loglevel": "warning",
    }

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn without a command line of its own."""

        def load_config(self) -> None:
            """Take the settings."""
            for key, value in settings.items():
                self.cfg.set(key, value)

        def load(self) -> object:
            """The application to serve, made in each worker: it opens the graph on disk."""
            from web.app import create_app
            from web.prepare import prepare_app

            app = create_app(folder, answerer=answerer)
            # What pages share takes some seconds to read; the first reader need not wait.
            Thread(target=prepare_app, args=(app,), daemon=True).start()
            return app

    take_raw_addresses()
    keep_free()
    print(
        f"http://{options.host}:{options.port}/ で見られます（Ctrl+C で止まる）/ serving",
        file=sys.stderr,
    )
    Server().run()
    return 0


def _check_address(host: str, port: int) -> None:
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise KgError(
                f"{host}:{port} を使えません / the address cannot be taken",
                why=error.strerror or str(error),
                fix="--port で別の番号を選んでください / choose another with --port",
            ) from error
