"""From printed lists and decisions of people to tables: registry, editions, build, checks."""
