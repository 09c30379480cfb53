"""The negotiation: events in, state out. What is agreed is computed from the log, never stored."""
