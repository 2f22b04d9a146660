"""Texts in several languages: a mapping such as ``{en: Engineer, de: Ingenieurin}`` becomes the text of one language.

This happens on the tree of cv.yaml, before the schema reads it. So every value may have translations, lists and
sections too, and no stage after this one knows of them; each value keeps the place of its own translation.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from cvpdf.diagnostics import Diagnostic, Span, error, warning
from cvpdf.languages.tags import canonical, is_language, is_tag, primary
from cvpdf.schema.model import Model
from cvpdf.schema.suggest import undeclared_language
from cvpdf.source.nodes import Mapping, Node, Sequence, Text

Path = tuple[str, ...]
Places = tuple[tuple[Span, str], ...]
"""Places of texts that are shown in another language, because a translation is missing, in the order of the file."""

_NAMES: Final = (("variants",), ("checks",), ("locale", "languages"), ("basics", "photo"))
"""Mappings whose keys are names that the user chooses, and what is the same in all languages."""
_LABELLED: Final = ("email", "phone", "url", "details")
"""Fields whose keys may be labels."""


class Languages(NamedTuple):
    """The languages that a cv.yaml declares."""

    declared: tuple[Text, ...]
    default: Text


class Localised(NamedTuple):
    """The tree of one language."""

    tree: Mapping
    elsewhere: Places
    problems: tuple[Diagnostic, ...]


def languages_of(tree: Mapping) -> Languages | None:
    """Return the languages under ``locale.languages``, of which ``locale.language`` or the first is the default."""
    locale = tree.get("locale")
    typed = locale.get("languages") if isinstance(locale, Mapping) else None
    texts = [tag for tag in typed if isinstance(tag, Text)] if isinstance(typed, Sequence) else []
    declared = tuple(tag for tag in texts if is_tag(tag))
    if not declared or not isinstance(locale, Mapping):
        return None
    default = next((tag for tag in declared if _is_same(tag, locale.get("language"))), declared[0])
    return Languages(declared, default)


def _is_same(tag: Text, other: object) -> bool:
    return isinstance(other, Text) and canonical(tag) == canonical(other)


def localise(tree: Mapping, language: Text, languages: Languages) -> Localised:
    """Return the tree of one language, with warnings for missing translations and errors for wrong ones."""
    localiser = _Localiser(language, languages)
    given = tree["locale"].get("language")
    if isinstance(given, Text) and is_tag(given) and not any(_is_same(tag, given) for tag in languages.declared):
        localiser.problems.append(undeclared_language(given, languages.declared, given.span))
    localised = localiser.node(tree, ())
    assert isinstance(localised, Mapping)
    locale = localised.get("locale")
    assert isinstance(locale, Mapping)
    if locale.get("language") != language:
        _put(locale, "language", language, language.span or tree.span)
    basics = localised.get("basics")
    if isinstance(basics, Mapping) and isinstance(tree["basics"], Mapping):
        _add_other_names(basics, tree["basics"], languages)
        if basics.get("native_name") == basics.get("name"):
            # In its own language the name is not printed twice.
            basics.pop("native_name", None)
    return Localised(localised, tuple(sorted(localiser.elsewhere.items())), tuple(dict.fromkeys(localiser.problems)))


def only_languages(node: Mapping, path: Path) -> bool:
    """Return whether all keys of a mapping are languages, declared or not."""
    names = all(key in _field_names() for key in node) or _has_names(path)
    return not names and all(map(is_language, node))


def _has_names(path: Path) -> bool:
    """Return whether the keys of a mapping are names, or its content is the same in all languages."""
    return not path or path in _NAMES or (path[0] == "variants" and path[2:] == ("checks",))


def _is_label(path: Path) -> bool:
    """Return whether a node is a word in place of cvpdf's own, or all of these."""
    return ("locale", "labels") in (path[-2:], path[-3:-1])


class _Nothing:
    """The type of :data:`_NOTHING`."""


_NOTHING: Final = _Nothing()
"""The translation ``[]``: nothing is shown in this language."""


class _Localiser:
    def __init__(self, language: Text, languages: Languages) -> None:
        self.problems: list[Diagnostic] = []
        self.elsewhere: dict[Span, str] = {}
        self._misplaced: set[Span] = set()
        self._language = self._shown = str(language)
        self._declared = [str(tag) for tag in languages.declared]
        same = [tag for tag in self._declared if primary(tag) == primary(self._language)]
        self._order = list(dict.fromkeys([self._language, *same, str(languages.default), *self._declared]))
        self._fields = _field_names()

    def node(self, node: Node, path: Path) -> Node | _Nothing:
        """Return a node in this language."""
        if isinstance(node, Mapping):
            return self._translation(node, path) if self._is_translated(node, path) else self._mapping(node, path)
        if isinstance(node, Text) and node.span and self._shown != self._language:
            self.elsewhere[node.span] = canonical(self._shown)
        return self._sequence(node, path) if isinstance(node, Sequence) else node

    def _is_translated(self, node: Mapping, path: Path) -> bool:
        """Return whether a mapping is a text by language. Fields of the schema, such as `id`, alone are none."""
        if _has_names(path):
            return False
        given = [key for key in node if key in self._declared]
        if all(key in self._fields for key in given):
            return False
        others = [key for key in node if key not in self._declared]
        if others and path[-1] in _LABELLED:
            return False
        if names := [key for key in others if key in self._fields or path[-1] == "labels"]:
            self._report_misplaced(node, [key for key in given if key not in self._fields], names[0])
            return False
        self.problems += [undeclared_language(key, self._declared, node.key_spans[key]) for key in others]
        return True

    def _report_misplaced(self, node: Mapping, languages: list[str], other: str) -> None:
        self._misplaced |= {node.key_spans[key] for key in languages}
        for key in languages:
            message = f"`{key}` is a language, but `{other}` beside it is not"
            hint = f"write the translations below their field: `{other}: {{{key}: …}}`"
            self.problems.append(error("misplaced-translation", message, node.key_spans[key], hint))

    def _translation(self, node: Mapping, path: Path) -> Node | _Nothing:
        given = {str(key): value for key, value in node.items() if key in self._declared}
        for key, value in list(given.items()):
            if value is None or (isinstance(value, Text) and not value.strip()):
                del given[key]
                hint = f"write the text, or remove `{key}:`; `{key}: []` shows nothing in this language"
                message = f"the `{key}` text is empty"
                self.problems.append(error("empty-translation", message, node.key_spans[key], hint))
        if self._language not in given and _is_label(path):
            # A word of another language is worse than cvpdf's own word of this one.
            return _NOTHING
        shown = next((tag for tag in self._order if tag in given), "")
        if not shown:
            return _NOTHING
        value = given[shown]
        if self._language not in node and all(key in self._declared for key in node):
            message = f"the `{self._language}` text is missing; the `{shown}` text is shown instead"
            hint = f"add `{self._language}: …`"
            self.problems.append(warning("missing-translation", message, node.key_spans[shown], hint))
        if isinstance(value, Sequence) and not value:
            return _NOTHING
        outer, self._shown = self._shown, shown
        localised = self.node(value, path)
        self._shown = outer
        return localised

    def _mapping(self, node: Mapping, path: Path) -> Mapping:
        copy = Mapping(node.span)
        copy.typed = node.typed
        for key, value in node.items():
            if node.key_spans[key] in self._misplaced:
                continue
            localised = self.node(value, (*path, str(key)))
            if isinstance(localised, _Nothing):
                # By its place alone, an error can say that this field may not be left out.
                copy.key_spans[key] = node.key_spans[key]
            else:
                _put(copy, key, localised, node.key_spans[key])
        return copy

    def _sequence(self, node: Sequence, path: Path) -> Sequence:
        copy = Sequence(node.span)
        copy.typed = node.typed
        for item, place in zip(node, node.item_spans, strict=True):
            localised = self.node(item, path)
            if not isinstance(localised, _Nothing):
                copy.append(localised)
                copy.item_spans.append(getattr(localised, "span", None) or place)
        return copy


def _put(mapping: Mapping, key: str, value: Node, place: Span) -> None:
    mapping[key] = value
    mapping.key_spans[key] = place


def _add_other_names(basics: Mapping, typed: Mapping, languages: Languages) -> None:
    """Add the names of the person in other languages, by which lists of authors may have them."""
    names = {
        str(name): name
        for field in ("name", "native_name")
        if isinstance(by_language := typed.get(field), Mapping)
        for language, name in by_language.items()
        if language in languages.declared and isinstance(name, Text) and name.strip() and name != basics.get("name")
    }
    others = basics.get("other_names", Sequence(basics.span))
    if names and isinstance(others, Sequence):
        more = Sequence(others.span)
        more += [*others, *names.values()]
        more.item_spans += [*others.item_spans, *(name.span or others.span for name in names.values())]
        _put(basics, "other_names", more, basics.key_spans.get("other_names", basics.span))


@cache
def _field_names() -> frozenset[str]:
    """Return the names of all fields of the schema."""
    names: set[str] = set()
    pending: list[type[Model]] = [Model]
    while pending:
        model = pending.pop()
        names |= model.model_fields.keys()
        pending += model.__subclasses__()
    return frozenset(names)
