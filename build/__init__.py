"""What a release is made of; nothing at run time imports it."""
