"""A build: nothing if nothing has changed, else all stages."""

from __future__ import annotations

from cvpdf.diagnostics import Diagnostic, ExitCode
from cvpdf.pipeline import record, up_to_date
from cvpdf.pipeline.options import Observer, Options
from cvpdf.report.results import BuildReport


def build(options: Options, observer: Observer | None = None) -> BuildReport:
    """Build, check and publish variants of one cv.yaml.

    Nothing is raised for anything that is wrong with the input, LaTeX or the output folder. A PDF that fails a check
    does not replace the last one.
    """
    inputs = up_to_date.read_inputs(options)
    if isinstance(inputs, Diagnostic):
        return BuildReport((inputs,), (), ExitCode.INVALID_CV)
    unchanged = up_to_date.unchanged(options, record.read(options.output_dir, options.language), inputs)
    if unchanged is not None:
        return unchanged.naming_templates(inputs.own_templates())

    # The heavy imports begin here: a build with nothing to do does not come this far.
    from cvpdf.latex.formats import default_folder
    from cvpdf.latex.settings import LatexSettings
    from cvpdf.latex.typesetter import ColdTypesetter
    from cvpdf.pipeline.compile import compile_cv

    latex = ColdTypesetter(LatexSettings(inputs.toolchain, default_folder(), options.timeout))
    try:
        report = compile_cv(options, inputs, latex, observer or Observer())
        return report.naming_templates(inputs.own_templates())
    finally:
        latex.close()
