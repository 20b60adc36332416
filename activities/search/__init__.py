"""How words find records, for pages, lists and programs alike.

`find(text)` ranks what matches across the five nouns, and `suggest(text)` what begins like a text still being
typed; `hits(found, found.matches[:20], faces)` shows some of it. `answering` is the question of a list.
What can be found is kept true by `index.write` and `index.remove`.
"""

from activities.search.finding import CANDIDATES, NOUNS, Found, Match, find, suggest
from activities.search.hits import Hit, hits

__all__ = ["CANDIDATES", "NOUNS", "Found", "Hit", "Match", "find", "hits", "suggest"]
