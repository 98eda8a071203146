"""The article's knowledge as pages."""
