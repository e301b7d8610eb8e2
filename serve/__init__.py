"""The ways in: HTTP, the web desk, and the command that tags archives."""
