"""Finding and replacing words in the open post. Thread: GUI."""
