"""What people decided about links: read from decisions.ttl, written there, and put into force."""
