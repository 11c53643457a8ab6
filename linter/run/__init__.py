"""A pack run over a budget: three answers, findings, places."""
