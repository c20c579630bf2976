"""The search of `kg.questions.find`, in rooms of its own.

`typed` reads what was typed, `spelling` what else it may be written as, `gathered` reads the texts
and facets of a store, `columns` keeps them, `suffixes` finds a text in them, `found` ranks what was
found, `facets` counts it, `shown` says it.
"""
