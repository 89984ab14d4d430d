"""Keep freed memory in the process, because the next batch needs it again."""

import torch


def keep_freed_memory() -> None:
    """Make glibc, on Linux, keep up to 32 MB of freed memory.

    Otherwise it returns large blocks to the kernel, which has to fill their pages with zeros before
    they come again. Freeing one block, of 32 MB at most, tells glibc that blocks of this size come
    and go, and to keep twice as much (M_MMAP_THRESHOLD in mallopt(3)).
    """
    torch.empty(16 << 20, dtype=torch.uint8)
