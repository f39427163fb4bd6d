"""A folder on this computer as a static site; the Markdown source lies beside the HTML."""
