"""Measurements, each one command, printed as ratios against a named baseline in the same run."""
