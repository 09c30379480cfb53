"""The worksheet functions; knows no host."""
