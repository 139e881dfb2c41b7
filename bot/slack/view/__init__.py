"""What Slack shows: pure functions from turns and states to messages, modals, views. No client, no clock, no store."""
