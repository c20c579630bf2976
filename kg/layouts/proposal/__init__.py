"""A layout proposed from a document itself, with the evidence for every part of it."""
