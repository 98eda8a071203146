"""The programme and what becomes of it: Today, and Progress."""
