"""The surfaces of よさんボット and the one use case behind them."""
