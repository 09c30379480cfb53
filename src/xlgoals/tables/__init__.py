"""The workbook's tables: the language they are declared in, reading and writing."""
