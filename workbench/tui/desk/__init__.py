"""The coding desk: reading, coding, searching and memos in one place."""
