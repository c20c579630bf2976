"""Seisaku KG: municipal plans as a knowledge graph with its proof."""
