"""Benchmarks: each runs beside a peer, interleaved, and prints medians and a ratio."""
