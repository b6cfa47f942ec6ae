"""What of this machine's files a worker may see: Python, NumPy, msgpack, the worker itself, and no more.

Not site-packages: an installed course has its reference solutions there.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import stat
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader.models import Tier

BOX = "/box"  # where NumPy, msgpack and the worker lie inside a box
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
_NOBODY = 65534  # the user without rights on every Linux
_PRIVATE = ("site-packages", "dist-packages")


def packages() -> list[Path]:
    """The folders and files of NumPy (with the libraries it ships), msgpack, and the worker's part of us."""
    found = []
    for name in ("numpy", "msgpack"):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise OSError(f"{name} is not installed")
        home = Path(spec.origin).parent
        found += [each for each in (home, home.parent / f"{name}.libs") if each.is_dir()]
    own = Path(__file__).parent.parent
    return [*found, own / "__init__.py", own / "wire", own / "worker"]


def standard_library() -> Path:
    """The folder of Python's own modules."""
    return Path(sysconfig.get_path("stdlib")).resolve()


def _shared_library() -> Path:
    """Where Python itself is, if it was built as a library; /usr/local has it beside, not in, its modules."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return Path(sys.base_prefix).resolve() / "lib" / f"libpython{version}.so.1.0"


def readable(tier: Tier) -> list[str]:
    """The paths Landlock leaves readable; inside a box all of it, for it holds nothing else."""
    if tier == "box":
        return ["/"]
    library = standard_library()
    modules = [str(each) for each in library.iterdir() if each.name not in _PRIVATE]
    shared = [str(each) for each in Path("/usr/lib").glob("*") if not each.name.startswith("python")]
    system = ["/lib64", "/usr/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache", *_DEVICES]
    return [*modules, *shared, *system, str(_shared_library()), *(str(each) for each in packages())]


def box(settings: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The command that starts a zygote in a box of its own, and the user to start it as.

    OSError where bubblewrap is not installed.
    """
    program = shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin")
    if program is None:
        raise OSError("bubblewrap is not installed")
    binds = _binds()
    arguments = ["--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net"]
    arguments += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-add", "CAP_SYS_ADMIN"]
    arguments += ["--hostname", "box"]
    for source, target in binds:
        arguments += ["--ro-bind", str(source), str(target)]
    for device in _DEVICES:
        arguments += ["--dev-bind", device, device]
    arguments += ["--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"]
    for folder in _masked(binds):
        arguments += ["--tmpfs", folder, "--remount-ro", folder]
    arguments += ["--chdir", "/", "--remount-ro", "/"]
    inside = json.dumps({**settings, "paths": [BOX]})
    python = str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())
    command = [program, *arguments, python, "-I", "-S", f"{BOX}/grader/worker", inside]
    return command, user_for(source for source, _ in binds)


def _binds() -> list[tuple[Path, Path]]:
    """What lies in the box: source here, target there; nothing twice, nothing inside another."""
    prefix = Path(sys.base_prefix).resolve()
    python = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    wanted = [Path("/usr/lib"), Path("/usr/lib64"), Path("/usr/share/zoneinfo"), standard_library(), python]
    wanted.append(_shared_library())
    if not _inside(prefix, Path("/usr")):
        wanted.append(prefix / "lib")
    places = sorted({place for place in wanted if place.exists()})
    outer = [
        place for place in places if not any(_inside(place, other) for other in places if other != place)
    ]
    own = Path(__file__).parent.parent
    binds = [(place, place) for place in outer]
    for each in packages():
        inside = Path("grader") / each.name if each.parent == own else Path(each.name)
        binds.append((each, Path(BOX) / inside))
    return binds


def _masked(binds: list[tuple[Path, Path]]) -> list[str]:
    """Folders of installed packages below what is bound: emptied, they are not the worker's business."""
    library = standard_library()
    likely = [library / name for name in _PRIVATE]
    likely += [*Path("/usr/lib").glob("python*/*-packages"), *library.parent.glob("python*/*-packages")]
    bound = [target for _, target in binds]
    inside = {each.resolve() for each in likely if each.is_dir()}
    return sorted(str(each) for each in inside if any(_inside(each, place) for place in bound))


def _inside(place: Path, other: Path) -> bool:
    return place == other or other in place.parents


def user_for(places: Iterable[Path]) -> dict[str, Any]:
    """Nobody, when we are root and nobody can reach all of `places`; otherwise ourselves."""
    if os.geteuid() != 0 or not all(_reachable(place) for place in places):
        return {}
    return {"user": _NOBODY, "group": _NOBODY, "extra_groups": []}


def _reachable(place: Path) -> bool:
    """Whether a user without rights can read `place`."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in place.parents) and bool(
        place.stat().st_mode & stat.S_IROTH
    )
