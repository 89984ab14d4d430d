"""How the tables of the benches print several runs."""

import statistics


def spread(values: list[float], digits: int = 1) -> str:
    """Mean and deviation; of a single run its value."""
    deviation = f" ± {statistics.stdev(values):,.{digits}f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):,.{digits}f}{deviation}"
