"""The MCP server, called with a real client; skipped where `gradio[mcp]` is not installed."""

import ast
import base64
import sys

import pytest
from local_app import local_app
from own_loop import run_apart
from paths import ROOT

mcp = pytest.importorskip("mcp")
BOOT = ROOT / "demo" / "examples" / "fashion" / "9-ankle-boot.png"


async def call_tools(address: str, calls: list[tuple[str, dict]]) -> tuple[set[str], list]:
    """Return the names of all tools, and the results of these calls."""
    from mcp.client.streamable_http import streamablehttp_client

    async with (streamablehttp_client(address) as (read, write, _),
                mcp.ClientSession(read, write) as session):  # fmt: skip
        await session.initialize()
        tools = {tool.name for tool in (await session.list_tools()).tools}
        return tools, [await session.call_tool(name, values) for name, values in calls]


@pytest.mark.slow
def test_the_endpoints_are_tools(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_MCP_SERVER", "True")
    picture = base64.b64encode(BOOT.read_bytes()).decode()
    layers = [{"kind": "Conv2d", "out_channels": 32}, {"kind": "MaxPool2d"}]
    calls = [
        ("recognise_digit", {"picture": picture}),
        ("classify_garment", {"picture": picture, "model": "fashion_mnist_tutorial"}),
        ("compute_maps", {"picture": picture, "step": "pool2"}),
        ("output_sizes", {"picture": [1, 28, 28], "layers": layers}),
        ("classify_garment", {"picture": "hello!"}),
    ]
    with local_app([sys.executable, "app.py"], ROOT, beside=tmp_path) as client:
        address = f"{client.src.rstrip('/')}/gradio_api/mcp/"
        tools, results = run_apart(call_tools(address, calls))
    assert {name for name, _ in calls} <= tools
    *answered, refused = results
    digit, garment, maps, sizes = (ast.literal_eval(each.content[0].text) for each in answered)
    assert digit["label"] is None and garment["label"] == "Ankle boot"
    assert maps["step"] == "pool2" and maps["shape"] == [32, 16, 16]
    assert sizes["steps"][-1]["shape"] == [32, 13, 13] and sizes["parameters"] == 320
    assert refused.isError and "base64" in refused.content[0].text
