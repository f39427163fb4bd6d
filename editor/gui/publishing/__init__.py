"""Blogs, sign-in, the sync panel, conflicts."""
