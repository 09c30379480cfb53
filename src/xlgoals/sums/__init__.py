"""The sums behind the goals: arrays and tables in, values out."""
