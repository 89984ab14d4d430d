"""Say in words why a file could not be written."""

import errno
import re

CAUSES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "the disk is full; make room"),
    **dict.fromkeys((errno.EACCES, errno.EPERM), "you may not write there"),
    errno.EROFS: "it is on a disk that can only be read",
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST), "a file of that name is in the way"),
    errno.ENAMETOOLONG: "the name is too long",
    errno.EMFILE: "too many files are open",
    errno.EIO: "the disk reports a fault",
}
RUST_ERROR = re.compile(r"os error (\d+)")      # as safetensors passes it on


def explain_write_error(error: Exception) -> str:
    """Return the cause of an OSError or SafetensorError, or its own words if it is another one."""
    found = RUST_ERROR.search(str(error))
    number = int(found[1]) if found else getattr(error, "errno", None)
    return CAUSES.get(number, str(error))
