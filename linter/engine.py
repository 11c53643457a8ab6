"""The old addresses of what plug-ins import, linter.engine.hits and linter.engine.kinds.base; gone with the next release.

They are linter.packs.hits and linter.packs.kinds now, with the same names in them.
"""

import sys
import warnings

from linter.packs import hits, kinds

warnings.warn(
    "linter.engine.hits and linter.engine.kinds.base are linter.packs.hits and linter.packs.kinds now",
    DeprecationWarning,
    stacklevel=2,
)
# An import of a module in a package looks here first: the old names lead to the modules that are there already.
sys.modules |= {f"{__name__}.hits": hits, f"{__name__}.kinds": kinds, f"{__name__}.kinds.base": kinds}
