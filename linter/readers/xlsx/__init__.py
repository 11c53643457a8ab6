"""Workbooks: .xlsx as a stream of its XML, .xls through xlrd, number formats."""
