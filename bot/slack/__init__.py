"""The bot in Slack: how it is connected, what it listens to, what it shows."""
