"""Find strings in a text: count them, and explain what happened to those that are missing."""
