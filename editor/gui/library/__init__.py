"""The list of posts: find, filter, choose."""
