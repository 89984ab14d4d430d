// Numbers as PyTorch code writes them: a plane, a row a line.
const listed = (plane) => `[\n${plane.map((row) => `    [${row.join(", ")}],\n`).join("")}]`;
