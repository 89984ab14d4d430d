"""The runs of the lesson on over- and underfitting: cases, and the remedies tried on each."""

from typing import Any

SETTINGS = dict(        # the defaults of a run
    pictures=1000, channels=8, epochs=40, lr=0.003, batch_size=32, dropout=0.0, augment=False,
    weight_decay=0.0, patience=0, seed=1,
)  # fmt: skip
RUNS = {                # case: its settings; case-remedy: the settings that the remedy changes
    "few": dict(pictures=300),
    "few-pictures": dict(pictures=2400),
    "few-dropout": dict(dropout=0.5),
    "few-augment": dict(augment=True),
    "few-decay": dict(weight_decay=1.0),
    "few-stop": dict(patience=5),
    "few-smaller": dict(channels=4),
    "small": dict(pictures=1500, channels=1),
    "small-larger": dict(channels=8),
    "small-longer": dict(epochs=80),
    "small-pictures": dict(pictures=4500),
    "small-dropout": dict(dropout=0.5),
    "long": dict(pictures=1500, epochs=60),
    "long-stop": dict(patience=5),
    "long-dropout": dict(dropout=0.5),
    "long-augment": dict(augment=True),
    "long-decay": dict(weight_decay=1.0),
    "short": dict(pictures=2000, epochs=8, lr=0.0001),
    "short-longer": dict(epochs=40),
    "short-rate": dict(lr=0.003),
    "short-pictures": dict(pictures=4000),
    "healthy": dict(pictures=6000, epochs=20, dropout=0.2),
    "healthy-longer": dict(epochs=60),
    "healthy-smaller": dict(channels=1),
}


def run_settings(run: str) -> dict[str, Any]:
    """Return all settings of one of RUNS."""
    case = run.split("-")[0]
    return SETTINGS | RUNS[case] | RUNS[run]
