"""An exercise asks for an object; its hint and its solution are folded, and the solution has been executed.

    ```{exercise} A gate by hand        the task, numbered on its page; option grade: 1, 2 or 3
    ```{hint}                           folded
    ```{solution}                       folded: everything from here, text and executed cells, ...
    ```{solution-end}                   ... to here

A cell cannot stand inside another directive (it would not be executed), hence the two marks at the top level
of the page; what is between them is moved into the fold afterwards.  A solution without an executed cell is a
warning.
"""

from __future__ import annotations

from typing import Any, ClassVar

from claim_nodes import claim_details
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

LOGGER = logging.getLogger(__name__)
GRADES = {"1": "a first step", "2": "some work", "3": "a challenge"}


class solution_mark(nodes.Invisible, nodes.Element):
    """Where a solution begins (``begins`` true) or ends."""


class ExerciseDirective(SphinxDirective):
    """Write a numbered task with its grade, in words."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"grade": lambda grade: directives.choice(grade, tuple(GRADES))}

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        number = self.env.temp_data["symattn_exercises"] = self.env.temp_data.get("symattn_exercises", 0) + 1
        title = nodes.title("", f"Exercise {number}")
        if self.arguments:
            named, _ = self.state.inline_text(f": {self.arguments[0]}", self.lineno)
            title += named
        if "grade" in self.options:
            title += [
                nodes.Text(" "),
                nodes.inline("", f"({GRADES[self.options['grade']]})", classes=["exercise-grade"]),
            ]
        node = nodes.admonition("", title, classes=["exercise"], ids=[f"exercise-{number}"])
        self.set_source_info(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class HintDirective(SphinxDirective):
    """Write a folded hint."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        self.assert_has_content()
        node = claim_details(summary="Hint", classes=["exercise-fold", "exercise-hint"])
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class SolutionDirective(SphinxDirective):
    """Mark where a solution begins or, as ``solution-end``, ends."""

    def run(self) -> list[nodes.Node]:
        mark = solution_mark(begins=self.name == "solution")
        self.set_source_info(mark)
        return [mark]


def fold_solutions(app: Sphinx, doctree: nodes.document) -> None:
    """Move what lies between two marks into a fold."""
    while mark := doctree.next_node(solution_mark):
        if not mark["begins"]:
            _warn("a solution ends that did not begin", mark)
            mark.parent.remove(mark)
            continue
        parent = mark.parent
        first = parent.index(mark)
        ends = [i for i in range(first + 1, len(parent)) if isinstance(parent[i], solution_mark)]
        if not ends or parent[ends[0]]["begins"]:
            _warn("this solution has no {solution-end} in the same section", mark)
            parent.remove(mark)
            continue
        inside = parent[first + 1 : ends[0]]
        fold = claim_details("", *inside, summary="Solution", classes=["exercise-fold", "exercise-solution"])
        if not any("cell" in node.get("classes", ()) for node in fold.findall(nodes.container)):
            _warn("this solution has no executed cell that checks it", mark)
        parent[first : ends[0] + 1] = [fold]


def _warn(message: str, mark: nodes.Element) -> None:
    LOGGER.warning(message, location=mark, type="symattn", subtype="exercise")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and the fold."""
    app.setup_extension("ledger")
    app.add_directive("exercise", ExerciseDirective)
    app.add_directive("hint", HintDirective, override=True)  # docutils has an admonition of this name
    app.add_directive("solution", SolutionDirective)
    app.add_directive("solution-end", SolutionDirective)
    app.connect("doctree-read", fold_solutions)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
