"""What every program starts with: settings, the city's clock, logs, the speaker token. Nothing of permits here."""
