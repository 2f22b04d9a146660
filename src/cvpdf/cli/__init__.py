"""The command line: one file a command. Nothing heavy is imported before a command needs it, typer included."""

COMMANDS = (
    *("build", "validate", "watch", "preview", "check", "text", "fit", "variants", "new", "schema", "doctor", "clean"),
)
"""The commands, each a module with a function ``run``, in the order of the help."""
