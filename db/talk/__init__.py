"""What is kept of conversations with people: where they stand, what was asked, how it was liked, what came in."""
