"""Question sets with known answers: reading them, judging replies, keeping a run and comparing it with the next."""
