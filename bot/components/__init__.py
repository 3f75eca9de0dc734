"""Graph components around `nlu`."""
