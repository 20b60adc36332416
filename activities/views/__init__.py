"""Pages: what a visitor's browser asks for, and the two addresses a watchman asks for."""
