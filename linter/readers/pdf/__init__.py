"""PDF: characters and drawn lines from pdfium, tables by geometry."""
