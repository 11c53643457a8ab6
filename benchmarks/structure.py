"""The structure in figures: size, rooms, cycles, complexity, and the patterns with Chinese words that stand in Python.

    python benchmarks/structure.py [FOLDER] [--names]

FOLDER is a checkout (this one unless given), so that two revisions can be held against each other. `--names` lists
the functions and the patterns behind the figures. The complexity of a function is one, and one more for each branch, loop, handler,
condition of a comprehension, `and`, `or` and `assert` in it, inner functions included (as radon counts).
"""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

HAN = re.compile(r"[\u3400-\u9fff]")
COMPILERS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
BOUNDS = (15, 25)


def modules(root: Path) -> dict[str, Path]:
    """Dotted name -> file of every module of the package."""
    found = {}
    for path in sorted((root / "linter").rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def complexity(node: ast.AST) -> int:
    points = 1
    for each in ast.walk(node):
        if isinstance(each, (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.Assert)):
            points += 1
            if isinstance(each, (ast.For, ast.AsyncFor, ast.While)) and each.orelse:
                points += 1
        elif isinstance(each, ast.BoolOp):
            points += len(each.values) - 1
        elif isinstance(each, ast.comprehension):
            points += 1 + len(each.ifs)
        elif isinstance(each, ast.match_case):
            points += 1
    return points


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Functions of the module and methods of its classes; what is defined inside them counts to them."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield f"{node.name}.{each.name}", each


def patterns(tree: ast.Module) -> Iterator[ast.Call]:
    """Calls of `re` whose pattern holds Chinese characters in so many words."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in COMPILERS):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re") or not node.args:
            continue
        texts = [each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)]
        if any(isinstance(text, str) and HAN.search(text) for text in texts):
            yield node


def imports(tree: ast.Module, known: dict[str, Path]) -> Iterator[str]:
    """The modules that this one imports, wherever in it, but not for types only."""
    typed = {id(each) for node in ast.walk(tree) if _for_types(node) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan's strongly connected components, without recursion)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []
    for start in graph:
        if start in order:
            continue
        work = [(start, iter(sorted(graph[start])))]
        order[start] = low[start] = len(order)
        stack.append(start)
        while work:
            name, rest = work[-1]
            for each in rest:
                if each not in order:
                    order[each] = low[each] = len(order)
                    stack.append(each)
                    work.append((each, iter(sorted(graph.get(each, ())))))
                    break
                if each in stack:
                    low[name] = min(low[name], order[each])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == order[name]:
                    group = []
                    while not group or group[-1] != name:
                        group.append(stack.pop())
                    if len(group) > 1:
                        groups.append(sorted(group))
    return groups


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1])
    arguments.add_argument("--names", action="store_true", help="list what stands behind the figures")
    wanted = arguments.parse_args()
    known = modules(wanted.folder)
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in known.items()}
    sizes = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in known.items()}
    graph = {name: set(imports(tree, known)) - {name} for name, tree in trees.items()}
    points = sorted(
        ((complexity(node), name, called) for name, tree in trees.items() for called, node in functions(tree)),
        reverse=True,
    )
    spelled = [(name, node) for name, tree in trees.items() for node in patterns(tree)]
    package = wanted.folder / "linter"
    rooms = [each for each in package.iterdir() if each.suffix == ".py" or (each / "__init__.py").is_file()]
    largest = max(sizes, key=sizes.__getitem__)
    first, second = BOUNDS
    found = cycles(graph)
    print(f"lines                          {sum(sizes.values())}")
    print(f"modules                        {len(known)}")
    print(f"largest module                 {sizes[largest]} {largest}")
    print(f"rooms and modules at top level {len(rooms)}")
    print(f"functions                      {len(points)}")
    print(f"functions above {first}             {sum(1 for each in points if each[0] > first)}")
    print(f"functions above {second}             {sum(1 for each in points if each[0] > second)}")
    print(f"largest complexity             {points[0][0]} {points[0][1]}.{points[0][2]}")
    print(f"cycles of imports              {len(found)}")
    print(f"patterns with Chinese words    {len(spelled)}")
    if wanted.names:
        for number, name, called in points:
            if number > first:
                print(f"{number:5} {name}.{called}")
        for group in found:
            print("cycle", *group)
        for name, node in spelled:
            print(f"pattern {name}:{node.lineno}")


if __name__ == "__main__":
    main()
