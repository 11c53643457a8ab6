"""How the trade writes figures: tables under rules/language/, and the patterns and terminals made of them."""
