"""Japanese text as people write it."""
