"""The pages, one module a subject; each has a blueprint or a function that shows a thing."""
