"""Have visitors come and go, and look at the memory.  `python tests/bench/soak.py`

Four at a time open the page, draw, ask, upload, and leave. The app forgets them after a second, not
after an hour, so what grows is lost for good. After a first quarter, in which each of its threads
gets memory of its own, it should stay within 5 %.
"""

import argparse
import asyncio
import os
import platform
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from running_app import running_app

REST_SECONDS = 3        # after which freed memory has gone back to the system
VISITS = 40             # between two looks at the memory


def main() -> None:
    from visits import come_and_go, private_megabytes

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--port", type=int, default=7937)
    arguments = parser.parse_args()
    os.environ["GRADIO_IS_E2E_TEST"] = "1"      # Gradio 6.31: closed sessions last a second
    url, found, visits = f"http://127.0.0.1:{arguments.port}/", [], 0
    with running_app(arguments.port) as server:
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n"
              "| minutes | visits | private memory, MB | errors |\n|---|---|---|---|")
        start = time.monotonic()
        while (passed := (time.monotonic() - start) / 60) < arguments.minutes:
            told = asyncio.run(come_and_go(url, VISITS))
            visits += VISITS
            time.sleep(REST_SECONDS)
            found.append(private_megabytes(server.pid))
            print(f"| {passed:.1f} | {visits} | {found[-1]:.0f} | {len(told)} |", flush=True)
        late = found[len(found) // 4 :]
        print(f"\nIn the last three quarters: {min(late):.0f} to {max(late):.0f} MB, "
              f"{100 * (max(late) / min(late) - 1):.1f} % apart.")


if __name__ == "__main__":
    main()
