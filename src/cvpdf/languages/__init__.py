"""Language tags, and the words of each language: one YAML file a language in this folder."""
