"""A table's certificate becomes a file of Rocq: the gate has the table, or no real weights have it, by a computation proved to be sound.

The file stands alone: definitions, a checker of certificates, its soundness for real weights, and the theorem, for which the kernel runs
the checker. What the file says is read back and checked as a certificate before it is handed out.
"""

from __future__ import annotations

import re

from symattn.certificates.threshold import NotThreshold, ThresholdWeights
from symattn.errors import InvalidStatement
from symattn.proving.rocq.export import Exported
from symattn.proving.rocq.separability_definitions import GATE, HEADER, RELATION, WEIGHTS
from symattn.threshold.separability import Separability

#: Tables of more variables are printed in hexadecimal.
_DECIMAL_UP_TO = 5
_INTEGER = r"-?(?:0x[0-9a-f]+|\d+)"


def export_separability(answer: Separability) -> Exported:
    """Return the file of Rocq that states and proves an answer of `is_threshold`.

    Its theorem is ``threshold_gate``, the table of a gate with these weights, or ``no_threshold_gate``, for all real weights.
    Whether the proof is accepted is for coqc to say.

    Raises
    ------
    InvalidStatement
        If the certificate does not show the answer; then there is no file.

    Examples
    --------
    >>> from symattn.threshold import is_threshold
    >>> text = export_separability(is_threshold(0b0110, 2)).text
    >>> print(text[text.index("Theorem") : text.index("Print")].strip())
    Theorem no_threshold_gate : ~ exists w b, is_gate 2 6 w b.
    Proof.
      apply relation_sound with (l := [times 1 0; times 1 1; times 1 2; times 1 3]).
      vm_compute; reflexivity.
    Qed.

    See Also
    --------
    symattn.threshold.is_threshold : the answer and its certificate.
    """
    certificate = answer.certificate
    if isinstance(certificate, ThresholdWeights):
        name, part, body = "threshold_gate", WEIGHTS, _weights(certificate)
        says = "is the table of a threshold gate with integer weights"
    else:
        name, part, body = "no_threshold_gate", RELATION, _relation(certificate)
        says = "is the table of no threshold gate, whatever its real weights"
    zero = 0 if certificate.inputs == "01" else -1
    number = _table(certificate)
    variables = (
        f"Variables: {certificate.n}, inputs in {{{zero}, 1}}; the value at the point number k is bit k."
    )
    comment = f"(* {number} {says}.\n   {variables} *)"
    gate = GATE.format(one=1, zero=f"({zero})" if zero < 0 else zero)
    text = "\n\n".join([comment, HEADER, gate, part, body, f"Print Assumptions {name}."]) + "\n"
    if _read(text) != certificate or not certificate.check():
        rule = "does not show that the table is a threshold gate or none, so that there is nothing to export"
        raise InvalidStatement("certificate", rule, certificate.kind, "`is_threshold` finds another one.")
    return Exported(text, (name,))


def _table(certificate: ThresholdWeights | NotThreshold) -> str:
    return str(certificate.table) if certificate.n <= _DECIMAL_UP_TO else f"{certificate.table:#x}"


def _weights(certificate: ThresholdWeights) -> str:
    weights = f"[{'; '.join(map(str, certificate.weights))}]"
    arguments = f"{certificate.n} {_table(certificate)} {weights}"
    bias = f"({certificate.bias})" if certificate.bias < 0 else certificate.bias
    return f"""Theorem threshold_gate : is_gate {arguments} {bias}.
Proof.
  apply (weights_sound {arguments}%Z {bias}).
  vm_compute; reflexivity.
Qed."""


def _relation(certificate: NotThreshold) -> str:
    pairs = "; ".join(f"times {m} {k}" for k, m in certificate.multipliers)
    return f"""Theorem no_threshold_gate : ~ exists w b, is_gate {certificate.n} {_table(certificate)} w b.
Proof.
  apply relation_sound with (l := [{pairs}]).
  vm_compute; reflexivity.
Qed."""


def _read(text: str) -> ThresholdWeights | NotThreshold | None:
    """Return the certificate that the theorem of a file is about, or None."""
    letters = re.search(rf"if e then ({_INTEGER})%Z else \(?({_INTEGER})\)?%Z", text)
    inputs = {("1", "0"): "01", ("1", "-1"): "pm"}.get((letters[1], letters[2])) if letters else None
    gate = re.search(
        rf"\bis_gate (\d+) ({_INTEGER}) (?:\[(.*)\] \(?({_INTEGER})\)?|w b)\.$", text, flags=re.M
    )
    if gate is None or inputs is None:
        return None
    n, table, weights, bias = int(gate[1]), int(gate[2], 0), gate[3], gate[4]
    if bias is not None:
        listed = tuple(int(weight) for weight in weights.split("; ") if weight)
        return ThresholdWeights(table, n, inputs, listed, int(bias))
    relation = re.search(r"\(l := \[(.*)\]\)", text)
    pairs = re.findall(r"times (\d+) (\d+)", relation[1]) if relation else []
    return NotThreshold(table, n, inputs, tuple((int(k), int(m)) for m, k in pairs))
