"""Settings that all tests share."""

import os

from hypothesis import settings

# Messages are in English, whatever language the machine has; processes that tests start follow.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples everywhere, and no limit that a busy machine could miss.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")
