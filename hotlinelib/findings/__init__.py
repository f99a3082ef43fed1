"""Findings: each makes its numbers from plain frames, and tabulates, draws and tells them."""
