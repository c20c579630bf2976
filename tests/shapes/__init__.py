"""The shapes hold: see test_shapes.py."""
