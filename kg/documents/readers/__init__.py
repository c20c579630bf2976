"""Readers: a file of another format than text becomes a kept text with its places."""
