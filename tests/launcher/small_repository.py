"""A repository as small as the launcher can start: its own files, two locks, and packages made on the spot.

Nothing is fetched from a package index: pip reads a folder of wheels.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class SmallRepository:
    root: Path
    wheels: Path

    def start(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the launcher with pip confined to the folder of wheels."""
        own = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_NO_CACHE_DIR": "1", **environment}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "GONGKAI_"))}
        command = [sys.executable, str(self.root / "gongkai"), *arguments]
        return subprocess.run(command, env={**kept, **own}, capture_output=True, text=True, check=False)

    def lock(self, layer: str, *wheels: Path) -> None:
        lines = (
            f"{wheel.name.split('-')[0]}=={wheel.name.split('-')[1]} \\\n    --hash=sha256:{digest(wheel)}"
            for wheel in wheels
        )
        (self.root / "requirements" / f"{layer}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def wheel(self, name: str, version: str = "1.0") -> Path:
        """Make a package that holds one module with its version."""
        path = self.wheels / f"{name}-{version}-py3-none-any.whl"
        info = f"{name}-{version}.dist-info"
        files = {
            f"{name}.py": f"VERSION = {version!r}\n",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        files[f"{info}/RECORD"] = "".join(f"{file},,\n" for file in [*files, f"{info}/RECORD"])
        with zipfile.ZipFile(path, "w") as archive:
            for file, text in files.items():
                archive.writestr(file, text)
        return path

    def installed(self, name: str) -> str:
        """The version of a package in the environment, empty when it is not there."""
        question = f"import {name}; print({name}.VERSION)"
        python = self.root / ".venv" / "bin" / "python"
        return subprocess.run([str(python), "-c", question], capture_output=True, text=True, check=False).stdout.strip()


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def make(folder: Path) -> SmallRepository:
    """Lay out the launcher, its modules, the real sources and two locks of one package each."""
    root = folder / "仓库 with a space"
    (root / "requirements").mkdir(parents=True)
    (folder / "wheels").mkdir()
    shutil.copy(REPOSITORY / "gongkai", root / "gongkai")
    for file in (REPOSITORY / "requirements").glob("*.py"):
        shutil.copy(file, root / "requirements")
    (root / "src").symlink_to(REPOSITORY / "src")
    repository = SmallRepository(root, folder / "wheels")
    repository.lock("runtime", repository.wheel("needed"))
    repository.lock("test", repository.wheel("tested"))
    return repository


def copy(prepared: SmallRepository, folder: Path) -> SmallRepository:
    """The same repository at another place, with its environment: a moved clone must still start."""
    root, wheels = folder / "moved", folder / "wheels"
    shutil.copytree(prepared.root, root, symlinks=True)
    shutil.copytree(prepared.wheels, wheels)
    return SmallRepository(root, wheels)
