"""A page of another site, open in the same browser, reaches nothing of an app on this computer."""

from playwright.sync_api import expect
from visitor import visitor

SITE = "https://other.example/"
ATTACK = """async (app) => {
  const body = new FormData();
  body.append("files", new File(["x"], "theirs.txt"));
  const simple = {method: "POST", mode: "no-cors", body};
  const json = {method: "POST", mode: "no-cors", body: '{"data": [], "fn_index": 0}'};
  const asked = [fetch(app + "config"), fetch(app + "config", {mode: "no-cors"}),
    fetch(app + "gradio_api/upload", simple), fetch(app + "gradio_api/component_server", json),
    fetch(app + "gradio_api/queue/join", json)];
  const image = new Image();
  image.src = app + "preview.png";
  const loaded = image.decode().then(() => "loaded", () => "failed");
  const answers = await Promise.allSettled(asked);
  return [...answers.map(({value}) => value?.type ?? "failed"), await loaded];
}"""


def test_a_page_of_another_site(browser, url):
    """It reads nothing, sends nothing and frames nothing; but it may link to the app."""
    with visitor(browser, url) as page:
        statuses = {}
        page.on("response", lambda answer: statuses.update({answer.url: answer.status}))
        page.route(SITE, lambda route: route.fulfill(
            body=f'<a href="{url}?show=fashion">link</a> <iframe src="{url}"></iframe>',
            content_type="text/html"))
        page.context.grant_permissions(["local-network-access"], origin=SITE)
        page.goto(SITE)
        found = page.evaluate(ATTACK, url)
        assert found[0] == found[-1] == "failed"
        sent = {address: status for address, status in statuses.items() if address.startswith(url)}
        assert len(sent) >= 5 and set(sent.values()) == {403}
        page.get_by_text("link").click()
        expect(page.locator("#fashion-answer h2")).to_contain_text("Ankle boot")
