"""From a document's text to the store: read, clean, parse, link, check, load in one transaction."""
