"""Readers: a file as received becomes a Document of blocks with offsets."""
