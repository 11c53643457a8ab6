"""`python -m linter` is the command `budgetlint`."""

from linter.cli import main

main(prog_name="budgetlint")
