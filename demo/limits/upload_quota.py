"""Take in a file only where there is room for it; a visitor's oldest files go first."""

import asyncio
import errno
import json
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.limits import disk
from demo.limits.bodies import declared_size, limit_of, refuse
from demo.uploads import upload_folder

DISK_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.ENOENT)


class UploadQuota:
    """Bound the files that are uploaded, and answer in a sentence where none can be written."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app
        self.files: dict[str, list[Path]] = defaultdict(list)   # by address, the oldest first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":         # such as the start and the end of the app: no path
            return await self.app(scope, receive, send)
        path = scope["path"].rstrip("/")
        if path.endswith("/deep_link"):
            return await refuse(send, 404, "no_deep_links")     # would write the whole page
        if scope["method"] != "POST" or not path.endswith("/upload"):
            return await self.app(scope, receive, send)
        kept = disk.files_of_app(scope["app"].get_blocks())
        size = declared_size(scope) or limit_of(path)
        if not await asyncio.to_thread(disk.make_room, upload_folder(), size, kept):
            return await refuse(send, 507, "disk_full")
        await self.take_in(scope, receive, send)

    async def take_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have an upload written, and delete the oldest ones of its visitor if they are too many.

        Gradio 6.31 answers with a list of the paths.
        """
        written: list[str] = []

        async def send_on(message: Message) -> None:
            with suppress(ValueError, TypeError):
                written.extend(json.loads(message.get("body", b"")))
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except ClientDisconnect:
            return
        except OSError as error:
            if error.errno not in DISK_ERRORS:
                raise
            return await refuse(send, 507, "disk_full")
        self.count((scope.get("client") or [""])[0], written)

    def count(self, address: str, written: list[str]) -> None:
        """Count files as those of an address."""
        files = self.files[address] = [path for path in self.files[address] if path.exists()]
        files += [path for path in map(Path, written) if path not in files]
        sizes = [path.stat().st_size for path in files if path.exists()]
        while len(files) > 1 and sum(sizes) > disk.MOST_OF_ONE:
            disk.delete_file(files.pop(0))
            sizes.pop(0)
        for empty in [name for name, paths in self.files.items() if not paths]:
            del self.files[empty]
