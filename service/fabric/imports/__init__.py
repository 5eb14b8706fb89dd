"""Imports what real machines print: text in, models out. Pure.

`import_host` takes the files of one machine and returns its topology and CXL inventory, or
refuses with file, line and field.
"""

from service.fabric.imports.combine import ImportedFile, ImportedHost, import_host
from service.fabric.imports.source import SourceFile

__all__ = ["ImportedFile", "ImportedHost", "SourceFile", "import_host"]
