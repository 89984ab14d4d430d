"""Xet storage of the local Hub server: a folder that the real Xet client reads and writes."""

import struct
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from fake_hub.access import find_repo, http_error

# https://github.com/huggingface/xet-core/blob/main/spec/shard.md
BLOCK = 48                      # bytes; a shard is a sequence of blocks, its header is one
HAS_CHECKSUMS, HAS_SHA256 = 1 << 31, 1 << 30    # flags: a checksum per part, a sha256 per file
END_OF_FILES = b"\xff" * 32

router = APIRouter()


@router.get("/api/{kind}/{owner}/{name}/xet-{access}-token/{revision}")
async def xet_token(access: str, request: Request):
    """Tell where the store is: in headers for the Python client, in the body for the Rust one."""
    find_repo(request, to_write=access == "write", content=True)
    if request.app.state.hub.xet is None:
        raise http_error(404, "no Xet here")
    url, never = f"local://{request.app.state.hub.xet}", 2**32
    headers = {"X-Xet-Cas-Url": url, "X-Xet-Access-Token": "-", "X-Xet-Token-Expiration": never}
    headers = {name: str(value) for name, value in headers.items()}
    return JSONResponse({"casUrl": url, "accessToken": "-", "exp": never}, headers=headers)


def xet_hashes(store: Path) -> dict[str, str]:
    """Read the store's shards: sha256 → Xet hash of every file."""
    known = {}
    for shard in (path.read_bytes() for path in store.rglob("*.mdb")):
        place = BLOCK
        while (xet := shard[place : place + 32]) != END_OF_FILES:
            flags, parts = struct.unpack_from("<II", shard, place + 32)
            place += BLOCK * (1 + parts * (2 if flags & HAS_CHECKSUMS else 1))
            if flags & HAS_SHA256:
                known[format_hash(shard[place : place + 32])] = format_hash(xet)
                place += BLOCK
    return known


def format_hash(hashed: bytes) -> str:
    """Format 32 bytes as Xet does: four numbers of 64 bits."""
    return "".join(f"{number:016x}" for number in struct.unpack("<4Q", hashed))
