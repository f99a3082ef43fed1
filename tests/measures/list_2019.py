"""The 2019 list by province, as literals: so that tests don't depend on data/."""

from __future__ import annotations

import pandas as pd

_ROWS = """
11  2 1 1  1  21.90  35.4451
12  2 1 1  1  13.85  14.0555
13  0 0 0 11  74.47  34.9786
14  1 1 1 11  34.97  16.9616
15  2 2 2 12  24.15  17.2125
21  0 0 0 14  42.77  24.8553
22  1 1 1  9  24.48  11.7268
23  0 0 0 13  32.55  13.5444
31  0 0 0  1  24.81  37.9876
32  5 4 3 13  84.69  98.6568
33  3 3 3 11  63.75  62.4620
34  5 3 3 16  60.92  36.8455
35  4 3 3  9  41.37  42.3266
36  4 2 2 11  45.16  24.6673
37  4 3 3 16 101.06  70.5405
41  7 6 5 17  99.01  53.7178
42  0 0 0 13  59.27  45.4290
43  2 2 2 14  66.40  39.8941
44 14 9 8 21 124.89 107.9869
45  0 0 0 14  49.82  21.2371
46  3 2 2  4   9.95   5.3308
50  0 0 0  1  31.88  23.6058
51  5 4 3 21  83.51  46.3638
52  0 0 0  9  38.48  16.7693
53  0 0 0 16  47.14  23.2238
54  0 0 0  7   3.61   1.6978
61  5 4 4 10  39.44  25.7932
62  0 0 0 14  25.09   8.7183
63  0 0 0  8   5.90   2.9411
64  2 1 1  5   7.17   3.7485
65  0 0 0 14  25.59  13.5971
"""
_COLUMNS = ["province", "awards", "organisations", "cities", "divisions", "population", "gdp"]

PROVINCES = pd.DataFrame(
    [row.split() for row in _ROWS.strip().splitlines()], columns=_COLUMNS
).astype({name: float if name in ("population", "gdp") else int for name in _COLUMNS})

# 33 organisations hold one award, 19 hold two.
CLUSTERS = [1] * 33 + [2] * 19

# The four regions of the statistical office.
_EAST = {11, 12, 13, 31, 32, 33, 35, 37, 44, 46}
_CENTRE, _NORTHEAST = {14, 34, 36, 41, 42, 43}, {21, 22, 23}
REGION = PROVINCES["province"].map(
    lambda code: (
        "east" if code in _EAST else "centre" if code in _CENTRE
        else "northeast" if code in _NORTHEAST else "west"
    )
)  # fmt: skip

_PAIRS = """
11-12 11-13 12-13 13-14 13-15 13-21 13-37 13-41 14-15 14-41 14-61 15-21 15-22 15-23 15-61 15-62
15-64 21-22 22-23 31-32 31-33 32-33 32-34 32-37 33-34 33-35 33-36 34-36 34-37 34-41 34-42 35-36
35-44 36-42 36-43 36-44 37-41 41-42 41-61 42-43 42-50 42-61 43-44 43-45 43-50 43-52 44-45 44-46
45-52 45-53 50-51 50-52 50-61 51-52 51-53 51-54 51-61 51-62 51-63 52-53 53-54 54-63 54-65 61-62
61-64 62-63 62-64 62-65 63-65
"""
NEIGHBOURS = pd.DataFrame(
    [tuple(map(int, pair.split("-"))) for pair in _PAIRS.split()], columns=["one", "other"]
)
