"""What a command reports: its results as text, JSON or SARIF."""
