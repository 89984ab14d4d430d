// Write a pair of words, { en, zh }, into the page, which shows its own language.
function appendBoth(place, pair) {
  for (const language of ["en", "zh"]) {
    const span = place.appendChild(document.createElement("span"));
    span.lang = language;
    span.textContent = pair[language];
  }
  return place;
}

function nameBoth(place, name, pair) {  // an attribute; header/language.js sets the one to read
  place.setAttribute(name, pair.en);
  for (const language of ["en", "zh"]) place.setAttribute(`data-${language}-${name}`, pair[language]);
}
