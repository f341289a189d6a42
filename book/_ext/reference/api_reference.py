"""The reference of the library, one page a task: signature, docstring and members of each public name, where the page asks for it.

    ```{api}                    one name a line, as its users import it: prove, capacity.log2_cover, errors.TooLarge
    prove
    capacity.log2_cover
    ```

What is shown is read from the library when the book is built (sphinx.ext.autodoc, numpydoc sections).  A name that does not
exist, or that another page documents too, is a warning.  Names in code, signatures and *See Also* link wherever they are known:
``QuadraticForm`` is found although its full name is ``symattn.QuadraticForm``, and the id of a claim links to its statement.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import Any

from claim_nodes import claim_reference
from docutils import nodes
from docutils.utils import new_document
from myst_parser.mocking import MockRSTParser
from sphinx.addnodes import desc_content, pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

LOGGER = logging.getLogger(__name__)
#: Settings of autodoc, napoleon and the Python domain; the config file may say otherwise.
SETTINGS: dict[str, Any] = {
    "autodoc_typehints": "signature",
    "autodoc_preserve_defaults": True,
    "autodoc_member_order": "bysource",
    "autodoc_class_signature": "mixed",
    "napoleon_google_docstring": False,
    "napoleon_numpy_docstring": True,
    "napoleon_use_rtype": False,
    "napoleon_use_ivar": True,
    "python_use_unqualified_type_names": True,
    "python_maximum_signature_line_length": 72,
    "toc_object_entries_show_parents": "hide",
    "default_role": "py:obj",
    "copybutton_prompt_text": r">>> |\.\.\. ",
    "copybutton_prompt_is_regexp": True,
}
#: What is marked up already: code, formulas, and lines of an example.
_MARKED = re.compile(r"(``.*?``|:\w+:`[^`]*`|`[^`]*`|^\s*(?:>>>|\.\.\.) .*$)")
_SIGNS = re.compile(r"\|[\w.() +-]+\||\b\w+_(?!\w)")
_SIGNATURE = re.compile(r'<dt class="sig .*?</dt>', re.DOTALL)
_IDENTIFIER = re.compile(r"\b[A-Z]{2,}(?:-[A-Za-z0-9]+)+\b")


def found(name: str) -> Any:
    """Return the object of a name below ``symattn``, or raise LookupError."""
    home, _, last = f"symattn.{name}".rpartition(".")
    try:
        return getattr(import_module(home), last)
    except (ImportError, AttributeError):
        raise LookupError(name) from None


def directive_for(name: str, thing: Any) -> str:
    """Return the reStructuredText that documents a name: classes with their members, everything else alone."""
    full = f"symattn.{name}"
    if isinstance(thing, type) and issubclass(thing, BaseException):
        return f".. autoexception:: {full}\n"
    if _is_formula(thing):  # a function of mathematics, which SymPy makes a class
        return f".. autofunction:: {full}(t)\n"
    if isinstance(thing, type):
        return f".. autoclass:: {full}\n   :members:\n"
    if callable(thing):
        return f".. autofunction:: {full}\n"
    return f".. py:data:: {full}\n   :value: {_value(thing)}\n\n   {_comment(full, thing)}\n"


def _value(thing: Any) -> str:
    text = repr(thing)
    return text if len(text) <= 90 else f"{type(thing).__name__} of {len(thing)} entries"


def _comment(full: str, thing: Any) -> str:
    """Return the comment ``#: ...`` before a constant, in whichever module of its package the constant is made."""
    package, _, last = full.rpartition(".")
    for module in sorted(name for name in sys.modules if name == package or name.startswith(f"{package}.")):
        if getattr(sys.modules[module], last, None) is not thing:
            continue
        try:
            comments = ModuleAnalyzer.for_module(module).find_attr_docs()
        except PycodeError:
            continue
        if ("", last) in comments:
            return " ".join(comments["", last]).strip()
    return ""


def _is_formula(thing: Any) -> bool:
    return isinstance(thing, type) and any(base.__module__.startswith("sympy.") for base in thing.__mro__)


class ApiDirective(SphinxDirective):
    """Document the listed names."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        made: list[nodes.Node] = []
        for name in (line.strip() for line in self.content if line.strip()):
            try:
                thing = found(name)
            except LookupError:
                self.warn(f"symattn has no name {name!r}")
                continue
            other = names_of(self.env).get(name)
            if other is not None:
                self.warn(f"{name} is documented on the page {other} already")
                continue
            names_of(self.env)[name] = self.env.docname
            made += self.parsed(directive_for(name, thing))
        return made

    def warn(self, message: str) -> None:
        LOGGER.warning(message, location=self.get_location(), type="symattn", subtype="api")

    def parsed(self, text: str) -> list[nodes.Node]:
        """Return the nodes of reStructuredText, which is what autodoc writes; pages are Markdown."""
        document = new_document(self.state.document["source"], self.state.document.settings)
        document.reporter = self.state.document.reporter
        MockRSTParser().parse("\n" * (self.lineno - 1) + text, document)
        return list(document.children)


def names_of(env: BuildEnvironment) -> dict[str, str]:
    """Return which page documents which name."""
    if not hasattr(env, "symattn_api"):
        env.symattn_api = {}  # type: ignore[attr-defined]
    return env.symattn_api  # type: ignore[attr-defined,no-any-return]


def escape_signs(app: Sphinx, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Keep reStructuredText from reading ``|A|`` as a substitution and ``bool_`` as a link: docstrings mean the signs."""
    for k, line in enumerate(lines):
        pieces = _MARKED.split(line)
        pieces[::2] = [
            _SIGNS.sub(lambda sign: re.sub(r"([|_])", r"\\\1", sign[0]), piece) for piece in pieces[::2]
        ]
        lines[k] = "".join(pieces)


def shorten_types(
    app: Sphinx, what: str, name: str, thing: Any, options: Any, signature: str | None, returns: str | None
) -> tuple[str | None, str | None] | None:
    """Write ``int`` for what accepts integers of other libraries too; leave out the seal of what users cannot make."""
    if signature is None:
        return None
    short = re.sub(r"(?:typing\.)?SupportsIndex", "int", signature)
    return re.sub(r", seal: [^,)]+", "", short), returns and returns.replace("typing.", "")


def link_claims(app: Sphinx, document: nodes.document) -> None:
    """Turn the ids of claims in docstrings into mentions that link to the statement."""
    claims = app.symattn_ledger.claims  # type: ignore[attr-defined]
    for content in document.findall(desc_content):
        for text in list(content.findall(nodes.Text)):
            inside = text.parent
            if isinstance(
                inside, nodes.literal | nodes.literal_block | nodes.doctest_block | claim_reference
            ):
                continue
            pieces = _with_claims(str(text), claims)
            if len(pieces) > 1:
                inside.replace(text, pieces)


def _with_claims(text: str, claims: dict[str, Any]) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    end = 0
    for match in _IDENTIFIER.finditer(text):
        if match[0] in claims:
            made += [nodes.Text(text[end : match.start()]), claim_reference("", match[0], claim=match[0])]
            end = match.end()
    return [*made, nodes.Text(text[end:])]


def link_short_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contents: nodes.Element
) -> nodes.Element | None:
    """Resolve a name by its last part where that is unmistakable: how docstrings and type hints mention things."""
    if node.get("refdomain") != "py":
        return None
    wanted = str(node.get("reftarget", "")).removesuffix("()").split(".")
    objects = env.get_domain("py").objects  # type: ignore[attr-defined]
    endings = ["." + ".".join(wanted[-k:]) for k in (2, 1) if k <= len(wanted)]
    for ending in endings:
        places = [
            (full, entry)
            for full, entry in objects.items()
            if full.endswith(ending) and not entry.aliased and _owned(full, ending)
        ]
        if len(places) == 1:
            full, entry = places[0]
            return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, contents, full)
    return None


def _owned(full: str, ending: str) -> bool:
    """Return whether the name is that of a module's object, not of a method that happens to be called the same."""
    return ending.count(".") > 1 or not full.removesuffix(ending).rpartition(".")[2][:1].isupper()


def settle(app: Sphinx, config: Config) -> None:
    """Set what the config file leaves open."""
    for name, value in SETTINGS.items():
        if name in config.values and config[name] == config.values[name].default:
            config[name] = value


def mend_signatures(app: Sphinx, page: str, template: str, context: dict[str, Any], document: Any) -> None:
    """Load the style, and write a signature of several lines as lines: Sphinx makes it a list of definitions without terms, inside a term."""
    if page in names_of(app.env).values() and "body" in context:
        app.add_css_file("api.css")
        context["body"] = _SIGNATURE.sub(lambda found: _as_lines(found[0]), context["body"])


def _as_lines(signature: str) -> str:
    for tag, name in (("dl", "sig-lines"), ("dd", "sig-line")):
        signature = signature.replace(f"<{tag}>", f'<span class="{name}">').replace(f"</{tag}>", "</span>")
    return signature


def forget_page(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget the names of a page that is read again or gone."""
    env.symattn_api = {k: v for k, v in names_of(env).items() if v != docname}  # type: ignore[attr-defined]


def merge_pages(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    """Join the names found by a parallel reader."""
    names_of(env).update({k: v for k, v in names_of(other).items() if v in docnames})


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive, the links and the settings."""
    app.setup_extension("ledger")
    app.setup_extension("sphinx.ext.autodoc")
    app.setup_extension("sphinx.ext.napoleon")
    app.add_directive("api", ApiDirective)
    app.connect("config-inited", settle, priority=400)
    app.connect("autodoc-process-docstring", escape_signs)
    app.connect("autodoc-process-signature", shorten_types)
    app.connect("doctree-read", link_claims)
    app.connect("missing-reference", link_short_name)
    app.connect("env-purge-doc", forget_page)
    app.connect("env-merge-info", merge_pages)
    app.connect("html-page-context", mend_signatures)
    return {"version": "1", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
