"""The writing widget: codec, layout, highlighting, commands."""
