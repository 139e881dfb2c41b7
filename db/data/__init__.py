"""Documents shipped with the package: each a text and the data file (TOML) beside it."""
