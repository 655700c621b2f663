"""What an app is: `sandbox.toml`, and what is found in the repository."""
