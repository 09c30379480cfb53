"""Sales goals set with the reps: history and assumptions in, goals with reasons out."""

__version__ = "0.3.0"
