// The slider over epochs: each one's value is kept, or asked for when it is chosen.
const epochs = element.querySelector(".epochs"), slider = epochs.querySelector("input");
let kept = new Map(), keptRun = null;   // values by epoch, all of one run
let asking = null;

function keepEpoch(text) {
  const { epoch } = view ?? {};
  epochs.hidden = !(epoch?.last > epoch?.first);
  if (!epoch) return;
  if (epoch.run !== keptRun) [kept, keptRun] = [new Map(), epoch.run];
  kept.set(epoch.at, text);
  [slider.min, slider.max, slider.value] = [epoch.first, epoch.last, epoch.at];
  tellEpoch();
}

function tellEpoch() {
  epochs.querySelector("output").textContent = `${slider.value} / ${slider.max}`;
}

slider.addEventListener("input", () => {
  tellEpoch();
  clearTimeout(asking);
  const epoch = Number(slider.value), text = kept.get(epoch);
  if (text) showValue(text);
  else asking = setTimeout(() => trigger("select", { epoch }), 80);
});
