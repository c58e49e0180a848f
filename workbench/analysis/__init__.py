"""What can be asked of a study: pure functions from a project to an answer."""
