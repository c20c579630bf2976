"""The checks over the graph, and how their findings are told."""
