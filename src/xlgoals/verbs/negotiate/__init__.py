"""Goals that are agreed, not handed down: what both sides said, and where it stands."""
