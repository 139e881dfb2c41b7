"""What is done about each thing that comes in. Every module has `register(board)`."""
