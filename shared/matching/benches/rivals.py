"""Solves one packed problem with SciPy and OR-Tools and prints one JSON line for each:
{"rival", "version", "seconds": median of solving without building, "total": what it found}, or
{"rival", "missing": module} where it is not installed.

usage: rivals.py FILE     (layout: shared/matching/src/packed.rs)
"""

import json
import statistics
import struct
import sys
import time
from importlib.metadata import version

FORBIDDEN = -32768


def read(file):
    import numpy as np

    with open(file, "rb") as packed:
        magic, mentees, mentors, penalty = struct.unpack("<4sIIi", packed.read(16))
        if magic != b"MMI1":
            sys.exit(f"{file} is no packed problem")
        places = np.frombuffer(packed.read(mentors), dtype=np.uint8).astype(np.int64)
        scores = np.frombuffer(packed.read(), dtype="<i2").reshape(mentees, mentors)
    return scores, places, penalty


def briefly(build, solve):
    """Median seconds over at most 15 solves or a second of solving, and the last answer."""
    times = []
    while not times or (len(times) < 15 and sum(times) < 1):
        made = build()
        start = time.perf_counter()
        answer = solve(made)
        times.append(time.perf_counter() - start)
    return statistics.median(times), answer


def scipy(scores, places, penalty):
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    # A column per place; what a pair adds over leaving the mentee unmatched.
    gains = scores.astype(np.float64) + penalty
    gains[scores == FORBIDDEN] = 0
    gains = np.repeat(np.maximum(gains, 0), np.minimum(places, len(scores)), axis=1)
    seconds, (rows, columns) = briefly(
        lambda: gains, lambda gains: linear_sum_assignment(gains, maximize=True)
    )
    return seconds, int(gains[rows, columns].sum()) - penalty * len(scores)


def or_tools(scores, places, penalty):
    import numpy as np
    from ortools.graph.python import min_cost_flow

    mentees, mentors = scores.shape
    sink = mentees + mentors
    rows, columns = np.nonzero(scores != FORBIDDEN)
    everyone = np.arange(mentees, dtype=np.int32)
    offering = np.arange(mentees, sink, dtype=np.int32)

    def build():
        flow = min_cost_flow.SimpleMinCostFlow()
        for tails, heads, capacities, costs in (
            (rows, columns + mentees, np.ones(len(rows)), -scores[rows, columns].astype(np.int64)),
            (everyone, np.full(mentees, sink), np.ones(mentees), np.full(mentees, penalty)),
            (offering, np.full(mentors, sink), places, np.zeros(mentors)),
        ):
            flow.add_arcs_with_capacity_and_unit_cost(
                tails.astype(np.int32),
                heads.astype(np.int32),
                capacities.astype(np.int64),
                costs.astype(np.int64),
            )
        flow.set_nodes_supplies(everyone, np.ones(mentees, dtype=np.int64))
        flow.set_node_supply(sink, -mentees)
        return flow

    def solve(flow):
        if flow.solve() != flow.OPTIMAL:
            sys.exit("OR-Tools found no optimum")
        return -flow.optimal_cost()

    return briefly(build, solve)


def main(file):
    for name, package, rival in (
        ("SciPy linear_sum_assignment", "scipy", scipy),
        ("OR-Tools min-cost flow", "ortools", or_tools),
    ):
        try:
            seconds, total = rival(*read(file))
            answer = {"version": version(package), "seconds": seconds, "total": total}
        except ModuleNotFoundError as absent:
            answer = {"missing": absent.name}
        print(json.dumps({"rival": name, **answer}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
