"""Records to RDF, canonical Turtle, and reading it back."""
