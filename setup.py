"""Finds the packages of the mapped folders and builds the records into the wheel."""

import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, find_namespace_packages, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent.resolve()
FOLDERS = {
    "safeconduct": "engine",
    "safeconduct.rules": "rules",
    "safeconduct.fixtures": "fixtures",
    "safeconduct.api": "api",
}


def packages() -> list[str]:
    """Return every package below the mapped folders, so that none can be forgotten."""
    found = []
    for package, folder in FOLDERS.items():
        found.append(package)
        if package in ("safeconduct", "safeconduct.api"):
            inner = find_namespace_packages(
                str(ROOT / folder), exclude=["*__pycache__*", "static*", "templates*"]
            )
            found += [f"{package}.{name}" for name in inner]
    return found


class BuildWithRecords(build_py):
    """Also writes the prebuilt world next to the records, in the build directory only."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        sys.path.insert(0, self.build_lib)
        try:
            from safeconduct.records import build_prebuilt

            build_prebuilt(
                Path(self.build_lib, "safeconduct", "fixtures", "_prebuilt", "world.json")
            )
        finally:
            sys.path.remove(self.build_lib)


class WheelForAll(bdist_wheel):
    """One wheel serves every Python from 3.11, and every machine where nothing was compiled."""

    def finalize_options(self) -> None:
        if LIMITED:
            self.py_limited_api = "cp311"
        super().finalize_options()

    def get_tag(self) -> tuple[str, str, str]:
        if not any(Path(self.bdist_dir).rglob("_gather*.*[od]")):  # .so, .pyd
            self.root_is_pure = True
            return "py3", "none", "any"
        return super().get_tag()


# Free-threaded Pythons do not know the limited interface.
LIMITED = not sysconfig.get_config_var("Py_GIL_DISABLED")

# Without it, where it cannot be compiled, NumPy does the same.
GATHER = Extension(
    "safeconduct.screening._gather",
    ["engine/screening/_gather.c"],
    optional=True,
    py_limited_api=LIMITED,
)

setup(
    packages=packages(),
    cmdclass={"build_py": BuildWithRecords, "bdist_wheel": WheelForAll},
    ext_modules=[GATHER],
)
