"""Run the command line as ``python -m cvpdf``."""

from cvpdf.cli import main

main()
