"""Budget tables: layouts, columns, rows, accounts."""
