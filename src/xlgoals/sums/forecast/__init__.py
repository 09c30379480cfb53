"""What history alone supports, how far off that may be, and how likely a goal is."""
