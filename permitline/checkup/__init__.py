"""What `permitline doctor` looks at: one file a part of the set-up."""
