"""The browser of Seisaku KG: server-rendered pages and linked data over the graph."""
