"""The figures of the reports: each module draws one kind and tells it in words.

Nothing is imported here, so that the package stays light; import the module of a figure by name.
"""
