"""Changes to parsed templates: values of cv.yaml stay text in every construct of Jinja, and every loop counts."""

from __future__ import annotations

from jinja2 import TemplateSyntaxError, nodes

_RAW = "raw() takes LaTeX between quotes, such as raw('\\\\cvsep'); a `set` block makes LaTeX that contains values"

_AUTOESCAPE = "`autoescape` is for HTML; values are escaped for LaTeX without it"

_FILTERED = "_cv_filtered"
_CALLER = "_cv_caller"


def prepare(template: nodes.Template, name: str | None, filename: str | None) -> None:
    """Change a parsed template in place.

    * ``raw('…')`` becomes a call of :meth:`LatexEnvironment.literal`. It is syntax and not a function, so that no
      expression can pass a value of cv.yaml to it. Raises :class:`jinja2.TemplateSyntaxError` for anything but a text
      in quotes.
    * ``autoescape``, which would escape finished LaTeX once more, for HTML, raises it too.
    * The results of ``call`` and ``filter`` blocks, which Jinja prints as they are, are printed like other values.
    * ``~`` becomes a call of :meth:`LatexEnvironment.joined_text`, which limits the length.
    * Each turn of a loop, its condition and each include call :meth:`LatexEnvironment.step`, by which a template
      without end is interrupted.
    """
    _change(template, name, filename)


def _change(node: nodes.Node, name: str | None, filename: str | None) -> None:
    for field, value in list(node.iter_fields()):
        if isinstance(value, nodes.Node):
            _change(value, name, filename)
            setattr(node, field, _replaced(value, name, filename)[-1])
        elif isinstance(value, list):
            children: list[object] = []
            for child in value:
                if isinstance(child, nodes.Node):
                    _change(child, name, filename)
                    children += _replaced(child, name, filename)
                else:
                    children.append(child)
            setattr(node, field, children)


def _replaced(node: nodes.Node, name: str | None, filename: str | None) -> list[nodes.Node]:
    """Return what takes the place of a node whose parts are changed already."""
    line = node.lineno
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "raw":
        literal = node.args[0] if len(node.args) == 1 and not node.kwargs else None
        if not isinstance(literal, nodes.Const) or not isinstance(literal.value, str):
            raise TemplateSyntaxError(_RAW, line, name, filename)
        return [_call("literal", [literal], line)]
    if isinstance(node, nodes.EvalContextModifier):
        raise TemplateSyntaxError(_AUTOESCAPE, line, name, filename)
    if isinstance(node, nodes.Concat):
        return [_call("joined_text", node.nodes, line)]
    if isinstance(node, nodes.For):
        node.body.insert(0, nodes.ExprStmt(_call("step", [], line), lineno=line))
        if node.test is not None:
            node.test = nodes.And(_call("step", [], line), node.test, lineno=line)
    if isinstance(node, nodes.Include):
        return [nodes.ExprStmt(_call("step", [], line), lineno=line), node]
    if isinstance(node, nodes.CallBlock):
        caller = nodes.Macro(_CALLER, node.args, node.defaults, node.body, lineno=line)
        node.call.kwargs.append(nodes.Keyword("caller", nodes.Name(_CALLER, "load", lineno=line), lineno=line))
        return [caller, nodes.Output([node.call], lineno=line)]
    if isinstance(node, nodes.FilterBlock):
        block = nodes.AssignBlock(nodes.Name(_FILTERED, "store", lineno=line), None, node.body, lineno=line)
        innermost = node.filter
        while isinstance(innermost.node, nodes.Filter):
            innermost = innermost.node
        innermost.node = nodes.Name(_FILTERED, "load", lineno=line)
        return [block, nodes.Output([node.filter], lineno=line)]
    return [node]


def _call(method: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    function = nodes.EnvironmentAttribute(method, lineno=line)
    return nodes.Call(function, arguments, [], None, None, lineno=line)
