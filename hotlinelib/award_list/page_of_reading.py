"""x."""
def reading_html(r): return repr(r)
