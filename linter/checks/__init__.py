"""Checks: a folder for each family of rules, a module for each check, named like its kind; beside them their arithmetic and helpers."""
