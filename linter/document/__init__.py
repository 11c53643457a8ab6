"""The document model: blocks of text and tables, each with the place where it stands. Knows nothing of budgets."""

from linter.document.model import UNREAD, Block, Cell, Document, Location, Paragraph, Remark, Run, Table, locate

__all__ = ["UNREAD", "Block", "Cell", "Document", "Location", "Paragraph", "Remark", "Run", "Table", "locate"]
