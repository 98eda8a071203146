"""People on frames: finding them, their landmarks, and following one of them. The only place of litert."""
