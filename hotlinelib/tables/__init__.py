"""The tables: schema, reading, writing, description, loading and export."""
