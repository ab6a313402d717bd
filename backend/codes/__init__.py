"""One-time codes that a service of others sends and checks, and its stand-in for tests."""
