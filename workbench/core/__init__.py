"""What there is in a study, and what may change: pure, standard library alone."""
