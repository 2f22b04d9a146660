"""The source and schema stages together: from a path to a valid ``Resume``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Self

from cvpdf.bibliography.duplicates import check
from cvpdf.diagnostics import Diagnostic, has_errors, in_file_order
from cvpdf.schema.errors import foreign
from cvpdf.source.compose import compose
from cvpdf.source.nodes import Sequence
from cvpdf.source.read import SourceFile, read_source

if TYPE_CHECKING:
    from cvpdf.schema.resume import Resume


class Loaded(NamedTuple):
    """The result of loading a file. ``resume``, in the default language, is ``None`` if there are errors."""

    path: Path
    source: SourceFile | None
    resume: Resume | None
    diagnostics: tuple[Diagnostic, ...]
    by_language: Mapping[str, tuple[Diagnostic, ...]] = MappingProxyType({})
    """The diagnostics that concern each language of a valid file."""
    files: tuple[Path, ...] = ()
    """The files that cv.yaml names: bibliographies, themes and citation styles."""

    def about(self, languages: Iterable[str]) -> Self:
        """Return the same with the diagnostics that concern some of the languages."""
        found = [d for language in set(languages) for d in self.by_language.get(language, self.diagnostics)]
        return self._replace(diagnostics=tuple(in_file_order(found)))

    def with_diagnostics(self, more: Iterable[Diagnostic]) -> Self:
        """Return the same with diagnostics that concern all languages."""
        by_language = {tag: tuple(in_file_order([*some, *more])) for tag, some in self.by_language.items()}
        return self._replace(diagnostics=tuple(in_file_order([*self.diagnostics, *more])), by_language=by_language)


def load(
    path: Path | str,
    today: dt.date | None = None,
    content: bytes | Diagnostic | None = None,
    more_checks: Callable[[Resume], Iterable[Diagnostic]] = lambda _resume: (),
    keep_going: bool = False,
) -> Loaded:
    """Read and validate a ``cv.yaml``.

    All errors are reported together, as far as YAML can read the file. Names that other parts refer to are checked only
    if it reads the whole file as it is meant. ``today`` is the date by which dates count as future. ``content`` is the
    content of the file if it has been read already, or the error if that failed. ``more_checks`` are checks of the
    caller, which run together with those of the schema. With ``keep_going``, entries of bibliographies that have errors
    are left out, with warnings.
    """
    path = Path(path)
    today = today or dt.date.today()
    source, diagnostics = read_source(path, content)
    if source is None or has_errors(diagnostics):
        return Loaded(path, source, None, tuple(in_file_order(diagnostics)))
    tree, problems = compose(source)
    if other_program := foreign.check(source, tree):
        return Loaded(path, source, None, (other_program,))
    diagnostics += problems
    if tree is None:
        return Loaded(path, source, None, tuple(in_file_order(diagnostics)))

    files: tuple[Path, ...] = ()
    if "bibliography" in tree:
        from cvpdf.bibliography.merge import merge

        merged = merge(tree, path.parent)
        if keep_going:
            from cvpdf.schema.works import without_errors

            merged = without_errors(merged)
        tree, files = merged.tree, merged.files
        diagnostics += merged.diagnostics
        problems = [*problems, *merged.diagnostics]

    if isinstance(publications := tree.get("publications"), Sequence):
        diagnostics += check(publications)

    # pydantic takes long to import, so a file that is not valid YAML is reported without it.
    from cvpdf.schema.validation import Checks, validate

    read = validate(tree, problems, Checks(today, more_checks))
    by_language = {tag: tuple(in_file_order([*diagnostics, *found])) for tag, found in read.by_language.items()}
    diagnostics += read.diagnostics
    resume = None if has_errors(diagnostics) else read.resume
    return Loaded(path, source, resume, tuple(in_file_order(diagnostics)), by_language, files)
