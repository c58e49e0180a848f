"""The memos' room, and where memos are written."""
