"""The JSON API: what other programs read."""
