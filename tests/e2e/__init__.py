"""The whole system as the outside meets it: signed text messages in, records and messages looked at afterwards."""
