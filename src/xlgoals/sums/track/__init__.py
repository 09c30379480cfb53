"""How a period goes against what was agreed."""
