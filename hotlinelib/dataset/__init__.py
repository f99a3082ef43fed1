"""The data set: editions, registry, schema, tables, audit and export."""
