"""The dependency graph of the ledger: an edge from a claim to each claim it rests on, without those that others imply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symattn.ledger.claim import Claim
from symattn.ledger.verification import ancestors


def dependency_graph(
    claims: Mapping[str, Claim], ids: Iterable[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """Return the transitive reduction of "rests on" over some claims and all they rest on: id -> ids, what is rested on first.

    An edge that a longer chain implies is left out, so that a drawing shows each reason once; which claims can be reached is the same.

    Parameters
    ----------
    claims
        The ledger, as `all_claims` returns it.
    ids
        The claims to begin with; all of them if None.

    Examples
    --------
    >>> from symattn.ledger import all_claims
    >>> graph = dependency_graph(all_claims(), ["SM-2"])
    >>> graph
    {'SM-1': (), 'SM-2-d': ('SM-1',), 'SM-2': ('SM-2-d',)}

    The theorem names the definition SM-1 too; the lemma between them implies that edge:

    >>> all_claims()["SM-2"].dependencies
    ('SM-1', 'SM-2-d')
    """
    wanted = list(claims) if ids is None else list(ids)
    order = dict.fromkeys(name for start in wanted for name in (*ancestors(claims, start), start))
    reach = {name: frozenset(ancestors(claims, name)) for name in order}
    graph = {}
    for name in order:
        direct = claims[name].dependencies
        graph[name] = tuple(p for p in direct if not any(p in reach[other] for other in direct))
    return graph


def to_dot(graph: Mapping[str, Iterable[str]], claims: Mapping[str, Claim]) -> str:
    """Return the graph in the language of Graphviz, arrows towards what is rested on.

    Examples
    --------
    >>> from symattn.ledger import all_claims
    >>> print(to_dot(dependency_graph(all_claims(), ["TX-5"]), all_claims()).splitlines()[-2])
      "TX-5" -> "TX-1";

    See Also
    --------
    dependency_graph
    """
    lines = ["digraph ledger {", "  rankdir=BT; node [shape=box, fontname=Helvetica];"]
    for name, below in graph.items():
        title = claims[name].title.replace("\\", "\\\\").replace('"', r"\"")
        lines.append(f'  "{name}" [label="{name}", tooltip="{title}"];')
        lines += [f'  "{name}" -> "{other}";' for other in below]
    return "\n".join([*lines, "}"])
