"""What the author can choose about the program itself."""
