"""Python packages that are installed beside the tool."""
