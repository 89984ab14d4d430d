// Light or dark: switched at once, as Gradio 6.31 does it, and remembered.
function changeAddress(name, value) {   // a choice in the address follows the visitor's
  const address = new URL(location.href);
  if (value === null) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  history.replaceState(history.state, "", address);
}

if (convlensChoices.theme) changeAddress("__theme", null);      // early.js has put it there

element.querySelector(".theme").addEventListener("click", () => {
  const dark = document.body.classList.toggle("dark");
  convlensChoices.rememberTheme(dark ? "dark" : "light");
  changeAddress("__theme", null);
});
