"""The command line, one module per command. Importing a command's module imports nothing heavy."""

COMMANDS = (
    *("build", "validate", "watch", "preview", "check", "text", "fit", "variants"),
    *("new", "import", "themes", "fonts", "schema", "doctor", "clean"),
)
"""The commands in the order of the help. Each is a module with a function ``run``, ``EXAMPLES`` and ``EXIT_CODES``.

The module of ``import`` is ``import_``, since Python has the word for itself."""
