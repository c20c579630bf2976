"""What a document means: declarative layouts and the recogniser that reads under them."""
