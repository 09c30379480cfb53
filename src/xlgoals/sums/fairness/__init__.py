"""Whether a set of goals is even."""
