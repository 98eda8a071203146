"""The values for people: HTML, PDF and the terminal, all saying the same sentences."""
