"""What a sheet shows beyond its table."""
