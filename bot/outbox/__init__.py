"""Sending: what goes out when, how fast, how often it is tried, and what became of it. ADR 9 says why it is so."""
