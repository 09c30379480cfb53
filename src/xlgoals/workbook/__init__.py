"""The shape of a plan: its sheets, tables and columns, told once; it knows no host."""
