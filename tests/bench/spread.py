"""Format several measurements for the tables of the benchmarks."""

import statistics


def mean_and_deviation(values: list[float], digits: int = 1) -> str:
    """Format mean ± standard deviation; for a single value the value."""
    deviation = f" ± {statistics.stdev(values):,.{digits}f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):,.{digits}f}{deviation}"
