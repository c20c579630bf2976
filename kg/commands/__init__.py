"""The commands of `kg`, one module a group; each is imported only when it runs."""
