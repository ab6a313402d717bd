"""Whether a person wants texts from us: the words that say so, and what they do."""
