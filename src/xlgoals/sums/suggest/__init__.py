"""From the baseline to suggested goals, in steps that add up."""
