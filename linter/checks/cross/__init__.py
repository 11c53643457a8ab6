"""Cross-checks of tables, forms and text (XRF)."""
