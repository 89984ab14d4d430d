// What a DataLoader makes of ten pictures: the batches of one epoch, in its order.
const PICTURES = 10;
const thumbnails = [];                  // data URLs, by digit

function thumbnailUrl(digit) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const paper = canvas.getContext("2d"), pixels = paper.createImageData(SIDE, SIDE);
  pictureLevels(digit).forEach((level, n) => pixels.data.set([level, level, level, 255], 4 * n));
  paper.putImageData(pixels, 0, 0);
  return canvas.toDataURL();
}

function epochBatches({ size, shuffle, epoch }) {       // lists of indices
  const order = shuffle ? props.orders[epoch - 1] : props.orders[0].map((_, n) => n);
  const count = Math.ceil(PICTURES / size);
  return Array.from({ length: count }, (_, n) => order.slice(n * size, (n + 1) * size));
}

function batchFigure(indices, number, { size, drop, digit }) {
  const figure = document.createElement("figure"), left = drop && indices.length < size;
  figure.className = left ? "dropped" : "";
  const shape = left ? "–" : `(${indices.length}, 1, 28, 28)`;
  figure.innerHTML = `<figcaption>${word(left ? "batch_left_out" : "batch_number", { number })} `
    + `<code>${shape}</code></figcaption>` + indices.map((n) =>
    `<img src="${thumbnails[n] ??= thumbnailUrl(n)}" alt="${n}" class="${n === digit ? "now" : ""}">`).join("");
  return figure;
}

function drawBatches(now) {
  const batches = epochBatches(now), last = batches.at(-1).length, { size, drop } = now;
  query(".batches").replaceChildren(...batches.map((indices, n) => batchFigure(indices, n + 1, now)));
  const [open, close] = drop ? "⌊⌋" : "⌈⌉", count = batches.length - (drop && last < size);
  query(".batch-count").innerHTML = `len(loader) = ${open}${PICTURES} / ${size}${close} = <b>${count}</b>`;
  const rest = last === size ? "batch_all_full" : drop ? "batch_last_dropped" : "batch_last_small";
  query(".rest").textContent = word(rest, { last, size });
}
