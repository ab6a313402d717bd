"""The command line: starts the programs, plays messages, tries policies, says what is wrong with a set-up."""
