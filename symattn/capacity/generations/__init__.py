"""T(9) and smaller counts of threshold functions, by generations on disk that can be killed and resumed."""

from __future__ import annotations

from symattn.capacity.generations.counted import TallyResult, count_by_generations, first_generations

__all__ = ["TallyResult", "count_by_generations", "first_generations"]
