"""The commands: verbs and outcomes in a terminal."""
