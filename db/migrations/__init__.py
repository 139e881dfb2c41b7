"""Schema versions. `HEAD` is what this version of the program needs; a test holds it to the last migration."""

HEAD = "0005"
KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005"})
