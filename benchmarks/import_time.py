"""What importing the package costs beside importing pandas: ratios of one run.

Each line is the median over fresh interpreters, taken in turn so that a busy machine slows all of
them alike. Run: python benchmarks/import_time.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

CASES = {
    "import pandas": "import pandas",
    "import hotlinelib": "import hotlinelib",
    "import pandas, hotlinelib": "import pandas, hotlinelib",
    "import hotlinelib; load_awards()": "import hotlinelib; hotlinelib.load_awards()",
}
ROUNDS = 9
CALLS = """
import time, hotlinelib as hl
hl.load_awards()
started = time.perf_counter()
for _ in range(20):
    hl.load_awards()
print((time.perf_counter() - started) / 20 * 1000)
"""


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run a piece of code."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def measure(rounds: int) -> dict[str, float]:
    """Return the median time of each case in seconds, less that of an empty interpreter."""
    times: dict[str, list[float]] = {name: [] for name in ("", *CASES)}
    for _ in range(rounds):
        for name, taken in times.items():
            taken.append(seconds(CASES.get(name, "")))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    return {name: medians[name] - medians[""] for name in CASES}


def main() -> None:
    """Print the table."""
    measured = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    for name, taken in measured.items():
        print(f"{name:34} {taken:6.3f} s  {taken / measured['import pandas']:5.2f}")
    command = [sys.executable, "-c", CALLS]
    again = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"{'load_awards(), again':34} {float(again):6.2f} ms")


if __name__ == "__main__":
    main()
