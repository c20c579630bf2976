"""The JSON API: one module a subject; `web.api.routes` lists what it answers."""
