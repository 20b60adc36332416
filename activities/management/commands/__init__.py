"""One command a file: arguments in, one call, one line out."""
