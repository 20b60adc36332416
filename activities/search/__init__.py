"""How words find records, for pages, lists and programs alike.

`find(text)` ranks what matches across the five nouns; `hits(found, found.matches[:20], "en")` shows some of it.
"""

from activities.search.finding import CANDIDATES, MODELS, Found, Hit, Match, find, hits

NOUNS = list(MODELS)

__all__ = ["CANDIDATES", "NOUNS", "Found", "Hit", "Match", "find", "hits"]
