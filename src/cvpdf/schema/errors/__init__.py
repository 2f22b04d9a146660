"""From the errors of pydantic to messages that say what to type."""
