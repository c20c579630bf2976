"""Rules over the graph: links with their proof."""
