"""Where this machine fetches packages from, asked of its own tools."""
