"""Last year against its goals, in causes that add up."""
