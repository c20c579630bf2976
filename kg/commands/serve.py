"""`kg serve`: the browser, behind gunicorn where that runs, else Flask's own server."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.documents.folder import DataFolder
from kg.errors import KgError


def run_serve(root: Path, options: Namespace) -> int:
    """Serve until stopped. Raises KgError when the address cannot be taken."""
    _check_address(options.host, options.port)
    from gunicorn.app.base import BaseApplication

    from web.app import create_app

    app = create_app(DataFolder(root))
    settings = {
        "bind": f"{options.host}:{options.port}",
        "workers": options.workers,
        "preload_app": True,
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
            """The application to serve."""
            return app

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
