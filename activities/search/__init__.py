"""How words find records, for pages, lists and programs alike."""
