"""Slack: the surface people meet. Only this package knows slack_bolt and slack_sdk."""
