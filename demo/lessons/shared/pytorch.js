// A plane of numbers as a nested Python list, one row per line.
const pythonList = (plane) => `[\n${plane.map((row) => `    [${row.join(", ")}],\n`).join("")}]`;

ConvLens.pytorch = { pythonList };
