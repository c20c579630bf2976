"""Queries of strangers, each in a process that can be ended, under limits that hold."""
