"""The manager's own goals and what coaching does."""
