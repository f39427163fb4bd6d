"""Choosing between two versions of a post, side by side."""
