"""Check an open page with axe-core, and measure the controls that a finger has to hit."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Off by default in axe-core: what a button shows must be in its name.  Off here: what is neither
# critical nor serious.
RULES = {"label-content-name-mismatch": True, "region": False}
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,       # of style sheets and videos: no rule that runs here reads them
    "rules": {name: {"enabled": enabled} for name, enabled in RULES.items()},
}
# Colours are most of the work, and those of the header and the footer the same everywhere.
VIOLATIONS = """async ([place, coloured, options]) => {
  if (!document.querySelector(`${coloured} *`)) throw `no ${coloured}`;
  axe.configure({ rules: [{ id: "color-contrast", selector: `${coloured} *` }] });
  const { violations } = await axe.run(document.querySelector(place), options);
  const isGrave = ({ id, impact }) =>
    ["critical", "serious"].includes(impact) || id === "heading-order";
  return violations.filter(isGrave).flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(" ")} ${html.slice(0, 120)}`));
}"""
# A link inside a sentence may be as small as its line (WCAG 2.2, 2.5.8).
SMALL_TARGETS = """() => {
  const CONTROLS = "a[href], button, input, select, textarea, summary, [role=option]";
  const LEFT_OUT = ":disabled, [aria-hidden=true] *, p a, li a, dd a";
  const found = [];
  for (const control of document.querySelectorAll(CONTROLS)) {
    const own = control.getBoundingClientRect();
    const visible = control.checkVisibility({ visibilityProperty: true });
    if (!visible || !own.width || !own.height || control.matches(LEFT_OUT)) continue;
    const { width, height } = (control.closest("label") ?? control).getBoundingClientRect();
    const [across, down] = [width, height].map((side) => Math.round(side));
    const name = `#${control.closest("[id]")?.id} ${control.tagName}.${control.className}`;
    if (Math.min(across, down) < 44) found.push(`${name} ${across}×${down}`);
  }
  return found;
}"""


def grave_violations(page: Page, place: str, coloured: str) -> list[str]:
    """List what axe-core 4.12 finds critical or serious in a place, and skipped headings."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(VIOLATIONS, [place, coloured, OPTIONS])


# Colours on their way from one to the other may lack contrast for a moment.
SETTLED = """() => Promise.allSettled(document.getAnimations()
  .filter((each) => each instanceof CSSTransition).map((each) => each.finished))"""


def check_accessible(page: Page, place: str = "html", coloured: str | None = None) -> None:
    """Expect no violation in a place; look for too little contrast in `coloured`, a part of it."""
    page.evaluate(SETTLED)
    found = grave_violations(page, place, coloured or place)
    assert not found, f"{page.url}: {found}"


def check_targets(page: Page) -> None:
    """Expect large targets on a phone; leave the window at 1280 pixels."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(200)
    small = small_targets(page)
    assert not small, f"{page.url}: {small}"
    page.set_viewport_size({"width": 1280, "height": 900})


def small_targets(page: Page) -> list[str]:
    """List the visible controls whose hit area is narrower or lower than 44 pixels."""
    return page.evaluate(SMALL_TARGETS)
