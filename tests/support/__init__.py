"""What the tests share: the store with both documents, the cases and how a reply is judged."""
