"""What every program starts with: settings, the clock, logs, the speaker token, days and money in words. No permits."""
