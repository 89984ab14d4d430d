// Copy the program; where a page may not write to the clipboard, select it for Ctrl+C.
element.addEventListener("click", async ({ target }) => {
  const button = target.closest("button.copy");
  if (!button) return;
  const program = element.querySelector("pre");
  try {
    await navigator.clipboard.writeText(program.textContent);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 2000);
  } catch {
    getSelection().selectAllChildren(program);
  }
});
