"""labels.csv to a model version and its report."""
