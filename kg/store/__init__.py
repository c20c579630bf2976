"""One interface to the engine that answers SPARQL."""
