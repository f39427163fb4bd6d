"""What readers say: read, judged and answered."""
