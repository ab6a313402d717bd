"""Pictures that people send: fetched after the reply, freed of what they say besides what they show, and kept."""
