// The same file read, changed and checked by a program.
function pytorchCode(place, bit, damage) {
  const change = { bit: `changed[${place}] ^= 1 << ${bit}`, cut: `del changed[${place}:]` }[damage]
    ?? "# changed[PLACE] ^= 1 << BIT     # flips a bit";
  return `import hashlib
import json

from safetensors import SafetensorError
from safetensors.torch import load

with open("hub/checkpoints/mnist/model.safetensors", "rb") as file:
    content = file.read()

length = int.from_bytes(content[:8], "little")
header = json.loads(content[8 : 8 + length])
header.pop("__metadata__", None)
for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
    print(name, entry["shape"], entry["dtype"], entry["data_offsets"])
data = sum(end - first for first, end in (entry["data_offsets"] for entry in header.values()))
print(8 + length + data, "=", len(content))

changed = bytearray(content)
${change}
listed, found = (hashlib.sha256(file).hexdigest() for file in (content, changed))
print("sha256", "as listed" if found == listed else f"differs: {found} is not {listed}")
try:
    weights = load(bytes(changed))          # compares header and size
    finite = all(tensor.isfinite().all() for tensor in weights.values())
    print("finite" if finite else "NaN or infinity")
except SafetensorError as error:
    weights, finite = {}, None
    print(error)
`;
}
