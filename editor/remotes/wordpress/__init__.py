"""WordPress over REST with an application password.

client speaks HTTP, mapping decides (pure), terms finds tags and categories, remote obeys.
"""
