"""service/gen is what proto/ says."""

from __future__ import annotations

from pathlib import Path

from tools import gen_proto


def _texts(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.suffix in {".py", ".pyi"}]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_checked_in_code_is_what_the_proto_files_generate(tmp_path: Path) -> None:
    gen_proto.generate(tmp_path)
    fresh, checked_in = _texts(tmp_path), _texts(gen_proto.GEN)
    checked_in.pop("__init__.py")
    stale = sorted(
        name for name in fresh.keys() | checked_in.keys() if fresh.get(name) != checked_in.get(name)
    )
    assert stale == [], "run `make proto` and commit service/gen"
