"""Two folders change places in one step, where the system and the file system can do that."""

from __future__ import annotations

import ctypes
import errno
import os
from functools import cache
from pathlib import Path
from typing import Any, Final

#: linux/fs.h and linux/fcntl.h.
_EXCHANGE: Final = 2
_HERE: Final = -100
#: What says that this cannot be done here: other devices, a mount point, an old system.
_CANNOT: Final = frozenset(
    (errno.EXDEV, errno.EINVAL, errno.EBUSY, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM)
)


def exchange(one: Path, other: Path) -> bool:
    """Whether the two changed places; False where the system cannot do it. Raises OSError."""
    call = _find_call()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(other))


@cache
def _find_call() -> Any:
    """renameat2 of the C library, None where it has none."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    call.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    call.restype = ctypes.c_int
    return call
