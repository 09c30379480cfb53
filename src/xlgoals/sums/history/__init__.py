"""What each rep did, by month, and the metrics that follow from it."""
