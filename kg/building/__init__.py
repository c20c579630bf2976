"""The build in pieces that are kept and done again only where what they rest on has changed."""
