"""`python -m bench.child MODULE:FUNCTION [argument ...]`: one function with Django started. See children.py."""

import importlib
import sys

from bench import databases

if __name__ == "__main__":
    databases.prepare()
    module, function = sys.argv[1].split(":")
    getattr(importlib.import_module(module), function)(*sys.argv[2:])
