"""How the trade writes figures: each part is one table under rules/language/ and one module that makes patterns of it."""
