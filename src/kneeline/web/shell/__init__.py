"""What every page stands in: its frame, style, components and words, and who is refused before a view is asked."""
