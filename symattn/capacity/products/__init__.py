"""Products of two threshold gates, counted up to symmetry: exactly for n <= 6, and by unbiased estimates."""

from __future__ import annotations

from symattn.capacity.products.count import (
    count_products,
    count_sums,
    count_ternary,
    product_classes,
    sum_sizes,
    ternary_parts,
)
from symattn.capacity.products.estimates import ProductEstimate, estimate_products
from symattn.capacity.products.run import (
    ProductRun,
    count_and_products_run,
    count_sign_products_run,
)

__all__ = [
    "ProductEstimate",
    "ProductRun",
    "count_and_products_run",
    "count_products",
    "count_sign_products_run",
    "count_sums",
    "count_ternary",
    "estimate_products",
    "product_classes",
    "sum_sizes",
    "ternary_parts",
]
