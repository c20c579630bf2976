"""`kg load`: the graph into an external SPARQL server."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from kg.documents.folder import DataFolder
from kg.errors import KgError
from kg.store.address import parse_address
from kg.store.choose import SETTING
from kg.store.credentials import read_credentials
from kg.store.graph_files import find_named_graphs
from kg.store.http import Client
from kg.store.limits import read_limits
from kg.store.remote import RemoteStore
from kg.store.served import count_graphs, find_dataset
from kg.store.upload import upload

#: A whole graph takes longer to take in than a question to answer.
_SECONDS: Final = 3600.0


def run_load(root: Path, options: Namespace) -> int:
    """Send every named graph and the union, then see that the server holds them.

    Raises KgError for a server that refuses or that holds something else afterwards.
    """
    asked = options.query or os.environ.get(SETTING, "")
    if not asked:
        raise KgError(
            "問い合わせの URL が分かりません / the URL of the query service is not known",
            fix=f"--query か {SETTING} で教えてください / give it with --query or {SETTING}",
        )
    write, read = parse_address(options.to, "--to"), parse_address(asked, "--query")
    files = find_named_graphs(DataFolder(root).ttl)
    sizes = count_graphs(files)
    limits = read_limits()
    store = RemoteStore(Client(read, limits.seconds, limits.size, read_credentials(read)))
    upload(
        Client(write, _SECONDS, limits.size, read_credentials(write)),
        store,
        files,
        lambda line: print(line, file=sys.stderr),
    )
    dataset = find_dataset(store, sizes)
    how = "default-graph-uri" if dataset.default else "default graph"
    print(
        f"{len(sizes.graphs)} グラフ、和は {sizes.union:,} トリプル（{how}） / graphs, "
        f"{sizes.union:,} triples in their union",
        file=sys.stderr,
    )
    return 0
