"""Settings that all tests share."""

import gc
import os
import sys

from hypothesis import settings

# Messages are in English, whatever language the machine has; processes that tests start follow.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples everywhere, and no limit that a busy machine could miss.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

# jsonschema takes it for the format "iri", which nothing here has; to import it takes seconds.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

# What is imported and collected stays to the end: no garbage is looked for while it is made, nor
# among it while the tests run.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()
