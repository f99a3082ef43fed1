"""Settings that all tests share."""

from hypothesis import settings

# The same examples everywhere, and no limit that a busy machine could miss.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")
