"""Reading a budget question: Japanese text in, a typed query out. Knows Japanese and budgets, no document."""
