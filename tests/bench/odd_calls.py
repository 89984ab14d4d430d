"""Call every listener of a running app with values that no page sends; print what is answered.

    python tests/bench/odd_calls.py http://127.0.0.1:7860/ 3000 1       # calls, seed
"""

import sys
import time
from collections import Counter
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))
from odd_values import listeners_of, odd_calls, post_calls

url, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
config = httpx.get(f"{url}config", timeout=60).json()
told, longest, slowest = Counter(), 0, (0.0, "")
for number, call in enumerate(odd_calls(config, count, seed)):
    begun = time.perf_counter()
    (answer,) = post_calls(url, [(call, f"odd{number % 50}")])
    slowest = max(slowest, (time.perf_counter() - begun, call.listener["api_name"]))
    longest = max(longest, answer.size if answer.sentence else 0)
    kind = "a result" if answer.sentence is None else answer.sentence[:60]
    told[kind if kind != "None" else "an error without a sentence"] += 1
for kind, times in told.most_common():
    print(f"{times:6} {kind}")
print(f"{count} calls of {len(listeners_of(config))} listeners; the slowest took "
      f"{slowest[0]:.1f} s ({slowest[1]}), the longest sentence {longest} bytes")
