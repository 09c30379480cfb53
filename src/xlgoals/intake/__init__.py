"""The front door: rows of any file become rows of a table."""
