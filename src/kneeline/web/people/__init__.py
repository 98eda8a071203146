"""People: who they are, what they agreed to, how they come in; taking everything along, and deleting everything."""
