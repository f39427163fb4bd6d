"""Earlier states of a post: kept while it is written, read, compared, gone back to."""
