"""A generator of form layouts: one content in every combination of layouts gives the same model and the same findings."""
