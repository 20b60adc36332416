"""The project around the app: settings, the root of its addresses, and the server entry points."""
