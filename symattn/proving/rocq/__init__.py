"""From a statement to a file of Rocq that proves it again: translation, proof script, and the comparison of both statements."""

from symattn.proving.rocq.export import Exported, Goal, export_goals
from symattn.proving.rocq.scripts import TermBound

__all__ = ["Exported", "Goal", "TermBound", "export_goals"]
