"""The sums: arrays and DataFrames in, values out; no cell, path, clock or print."""
