"""What the process that stands by does before there is a command: import everything, and use it once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator


def preload() -> None:
    """Import all that the commands use, and use it once."""
    # As a command does that imports it itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    import concurrent.futures.thread  # noqa: F401

    import filelock  # noqa: F401

    from cvpdf.build.up_to_date import program
    from cvpdf.pdf import preload as preload_checks

    preload_checks()
    program()
    use()


def use() -> None:
    """Use all that was imported once."""
    for _ in warming():
        pass


def touching() -> Iterator[None]:
    """Write to all objects, as counting a reference to one is writing to it: from then on their memory is our own."""
    gc.get_objects()
    gc.freeze()
    yield


def warming() -> Iterator[None]:
    """Do what most commands do, in pieces of some milliseconds each."""
    from pathlib import Path

    from cvpdf import cli
    from cvpdf.cli.new import STARTER
    from cvpdf.render import Abilities, render, templates
    from cvpdf.schema.load import load
    from cvpdf.selection import resolve, select, variant_names

    yield from touching()
    starter = Path(cli.__file__).parent / STARTER
    resume = load(starter).resume
    yield
    for name in variant_names(resume) if resume else ():
        assert resume is not None
        selection = select(resume, resolve(resume, name))
        render(selection, templates.folders(starter.parent), Abilities())
        yield
    gc.freeze()
