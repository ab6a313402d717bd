"""Turn-taking: what was asked, what an answer means in its place, and what is said next. Pure."""
