"""Every page with cells can be taken away as a notebook and as a script, and all of them together as one archive.

Written beside the pages: ``notebooks/NAME.ipynb`` and ``scripts/NAME.py``, offered in the page's download menu and, for readers without
JavaScript, in a line at its end.  ``downloads/all.zip`` holds them twice, with the solutions of the exercises and with room for the
reader's own; there, links lead to the address of the book (``html_baseurl``) or, if it has none, are plain text.
"""

from __future__ import annotations

import posixpath
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from takeaway_forms import About, notebook, script
from takeaway_markdown import Markdown, Numbers
from takeaway_pieces import Divider, Piece, without_solutions

SUFFIXES = {"notebooks": ".ipynb", "scripts": ".py"}
EDITIONS = {"with-solutions": list, "exercises-open": without_solutions}


def kept(app: Sphinx) -> Path:
    """Return where the files of the archive lie until all pages are written, also those written by an earlier build."""
    return Path(app.doctreedir) / "takeaway"


def take_away(app: Sphinx, page: nodes.document, docname: str) -> None:
    """Write the notebook and the script of a page that has just been resolved, if it has cells."""
    if app.builder.name != "html":
        return
    up = "../" * (docname.count("/") + 1)
    beside, away = address(app, docname, up), address(app, docname, "")
    plain = divided(app, page, docname, None)
    if not any(piece.kind == "code" for piece in plain):
        forget(app, app.env, docname)
        return
    kept_there = divided(app, page, docname, away)
    write(
        Path(app.outdir),
        "notebooks",
        docname,
        notebook(divided(app, page, docname, beside), about(app, docname, beside)),
    )
    write(Path(app.outdir), "scripts", docname, script(plain, about(app, docname, beside)))
    for edition, choose in EDITIONS.items():
        write(
            kept(app) / edition, "notebooks", docname, notebook(choose(kept_there), about(app, docname, away))
        )
        write(kept(app) / edition, "scripts", docname, script(choose(plain), about(app, docname, away)))


def write(folder: Path, form: str, docname: str, text: str) -> None:
    """Write a page in one form below a folder."""
    path = folder / form / f"{docname}{SUFFIXES[form]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def divided(app: Sphinx, page: nodes.document, docname: str, base: str | None) -> list[Piece]:
    """Return the pieces of a page; its links lead to ``base``, or are plain text if there is none."""
    link = partial(linked, docname=docname, base=base) if base is not None else lambda _: None
    return Divider(Markdown(numbers(app, docname), link)).divide(page)


def address(app: Sphinx, docname: str, relative: str) -> str:
    """Return where the book's pages are: their address on the web if there is one, else the way there from the file."""
    return str(app.config.html_baseurl).rstrip("/") + "/" if app.config.html_baseurl else relative


def linked(address: str, *, docname: str, base: str) -> str | None:
    """Return where a link of the page leads from another place; None if it leads nowhere from there."""
    if "://" in address or address.startswith("mailto:"):
        return address
    if not base:
        return None
    path, hash_, anchor = address.partition("#")
    page = posixpath.normpath(posixpath.join(posixpath.dirname(docname), path)) if path else f"{docname}.html"
    return f"{base}{page}{hash_}{anchor}"


def about(app: Sphinx, docname: str, base: str) -> About:
    """Return what the first lines of the file say."""
    versions = dict(app.symattn_ledger.data.get("versions", {}))  # type: ignore[attr-defined]
    title = app.env.titles[docname].astext()
    return About(app.config.html_title or app.config.project, title, f"{docname}.html", base, versions)


def numbers(app: Sphinx, docname: str) -> Numbers:
    """Return the numbers that Sphinx has given to the page's parts."""
    env = app.env
    figures = env.toc_fignumbers.get(docname, {})

    def equation(node: nodes.Element) -> str:
        if not node.get("number") or not node.get("label"):
            return ""
        if app.config.math_numfig and app.config.numfig:
            found = figures.get("displaymath", {}).get(node["ids"][0], ())
            return ".".join(map(str, found))
        return str(node["number"])

    return Numbers(env.toc_secnumbers.get(docname, {}), figures, equation)


def offered(app: Sphinx, docname: str) -> dict[str, str]:
    """Return the files of a page that were written: form -> path below the book's folder."""
    paths = {form: f"{form}/{docname}{suffix}" for form, suffix in SUFFIXES.items()}
    return {form: path for form, path in paths.items() if (Path(app.outdir) / path).is_file()}


def offer(
    app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put the two files into the menu of the page's header and into a line at its end."""
    if app.builder.name != "html" or doctree is None:
        return
    files = offered(app, docname)
    if not files:
        return
    pathto = context["pathto"]
    words = {"notebooks": ("Notebook", "fas fa-book-open"), "scripts": ("Script", "fas fa-file-code")}
    buttons = [
        {
            "type": "link", "url": pathto(path, 1), "text": Path(path).suffix, "icon": words[form][1],
            "tooltip": f"{words[form][0]} of this page", "label": f"takeaway-{form}",
        }
        for form, path in files.items()
    ]  # fmt: skip
    for group in context.get("header_buttons", ()):
        if group.get("label") == "download-buttons":
            group["buttons"][:0] = buttons
    links = " · ".join(
        f'<a href="{pathto(path, 1)}" download>{words[form][0].lower()}</a>' for form, path in files.items()
    )
    every = ""
    if "downloads" in app.env.found_docs and docname != "downloads":
        every = f' · <a href="{pathto("downloads")}">the whole book</a>'
    context["body"] += f'<p class="takeaway">Take this page with you: {links}{every}</p>\n'


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Remove the files of a page that is read again or gone."""
    for form, suffix in SUFFIXES.items():
        for folder in (Path(app.outdir), *(kept(app) / edition for edition in EDITIONS)):
            (folder / form / f"{docname}{suffix}").unlink(missing_ok=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the steps: after those who change the page, before those who only add files to it."""
    app.setup_extension("ledger")
    app.connect("doctree-resolved", take_away, priority=850)
    app.connect("html-page-context", offer, priority=800)
    app.connect("env-purge-doc", forget)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
