"""The narrative of a budget document: tokens -> clauses -> tree -> Statements. `statements.find_statements` reads it."""
