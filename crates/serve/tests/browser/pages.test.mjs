// Every page over the store of the examples, as somebody at a desk or with a phone meets it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { api, browse, findings, go, open, overflows, serve, store, unfold } from "./support.mjs";

let kept, server, browser, claim, article, speaker, outlet;

before(async () => {
  kept = store();
  [server, browser] = await Promise.all([serve(kept.db, "--writable"), browse()]);
  const board = await api(server.url, "claims");
  // The one with most to show.
  claim = board.claims.reduce((a, b) => (b.mentions > a.mentions ? b : a));
  article = (await api(server.url, "articles")).articles.reduce((a, b) => (b.statements > a.statements ? b : a));
  speaker = (await api(server.url, "speakers")).speakers[0];
  outlet = (await api(server.url, "outlets")).outlets[0];
});

after(async () => {
  await browser?.close();
  const ended = await server?.stop();
  kept?.remove();
  assert.equal(ended?.code, 0, "the server ends in order");
});

const paths = () => [
  "/", `/claims/${claim.id}`, "/articles", `/articles/${article.id}`, "/speakers", `/speakers/${encodeURIComponent(speaker.name)}`,
  "/outlets", `/outlets/${encodeURIComponent(outlet.name)}`, "/search?words=dam", "/search", "/trace", "/corrections",
];

const fresh = (options) => open(browser, server.url, options);

test("each page has one heading, a title, landmarks, and troubles nobody", async () => {
  const page = await fresh();
  for (const path of paths()) {
    assert.equal(await go(page, path), 200, path);
    assert.equal(await page.locator("h1").count(), 1, path);
    assert.match(await page.title(), / · Sayso$/, path);
    assert.equal(await page.locator("main").count(), 1, path);
    assert.deepEqual(page.troubles, [], path);
  }
  assert.equal(await go(page, "/claims/1"), 404);
  assert.match(await page.locator("main").innerText(), /holds no claim/);
  await page.close_();
});

test("axe finds nothing serious, in light and in dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await fresh({ colorScheme });
    for (const path of [...paths(), "/nothing-here"]) {
      await go(page, path);
      await unfold(page);
      assert.deepEqual(await findings(page), [], `${path} in ${colorScheme}`);
    }
    await page.close_();
  }
});

test("no page scrolls sideways, on a phone or on a wall", async () => {
  for (const width of [360, 768, 1920]) {
    const page = await fresh({ viewport: { width, height: 780 } });
    for (const path of paths()) {
      await go(page, path);
      await unfold(page);
      assert.equal(await overflows(page), null, `${path} at ${width}`);
    }
    await page.close_();
  }
});

test("filters live in the address and leave what they name", async () => {
  const page = await fresh();
  await go(page, "/");
  const all = await page.locator("main [data-step]").count();
  await page.getByLabel("One origin", { exact: true }).check();
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/one_origin=/);
  assert.ok(!page.url().includes("words="), `empty fields stay out of the address: ${page.url()}`);
  const some = await page.locator("main [data-step]").count();
  const { claims } = await api(server.url, "claims?one_origin=true");
  assert.ok(some > 0 && some < all && some === claims.length, `${some} of ${all}, and ${claims.length} in the API`);
  assert.ok(await page.getByLabel("One origin", { exact: true }).isChecked());
  // The address is all there is to it.
  const other = await fresh();
  await go(other, page.url().slice(server.url.length));
  assert.equal(await other.locator("main [data-step]").count(), some);
  await page.locator("a.away").first().click();
  await page.waitForLoadState();
  assert.equal(await page.locator("main [data-step]").count(), all);
  await page.getByLabel("Words in a mention").fill("zyzzyva");
  await page.keyboard.press("Enter");
  await page.waitForURL(/words=zyzzyva/);
  assert.match(await page.locator("main").innerText(), /No claim passes these filters/);
  assert.deepEqual([...page.troubles, ...other.troubles], []);
  await page.close_();
  await other.close_();
});

test("the keyboard goes everywhere", async () => {
  const page = await fresh();
  await go(page, "/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const wanted = await page.locator("main [data-step]").first().locator("a").first().getAttribute("href");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), wanted);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === wanted);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "find");
  await page.keyboard.type("dam");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?words=dam/);
  assert.ok((await page.locator("main [data-step]").count()) > 0);
  // Whatever has the focus can be seen to have it.
  await go(page, "/");
  const unseen = await page.evaluate(async () => {
    const lost = [];
    for (const e of document.querySelectorAll("a[href], button, input, select, summary")) {
      if (!e.checkVisibility()) continue;
      e.focus({ focusVisible: true });
      const style = getComputedStyle(e);
      if (style.outlineStyle === "none" && style.boxShadow === "none") lost.push(e.outerHTML.slice(0, 80));
    }
    return lost;
  });
  assert.deepEqual(unseen, []);
  await page.close_();
});

test("a claim shows its origins as a tree and as a list", async () => {
  const page = await fresh();
  await go(page, `/claims/${claim.id}`);
  const whole = await api(server.url, `claims/${claim.id}`);
  const boxes = await page.locator("figure.tree svg .node .name").allTextContents();
  for (const origin of whole.independent_origins) {
    const begins = origin.name.slice(0, 18);
    assert.ok(boxes.some((b) => b.startsWith(begins)), `${origin.name} stands in the tree: ${boxes}`);
  }
  assert.equal(await page.locator("ol.mentions li[id^=m]").count(), whole.mentions.length);
  await page.locator("details.aslist > summary").click();
  for (const origin of whole.independent_origins) assert.ok((await page.locator("ul.ways").innerText()).includes(origin.name));
  // A box leads to its mention.
  const box = page.locator("figure.tree svg a[href^='#m']").first();
  const target = await box.getAttribute("href");
  await box.click();
  assert.ok(await page.locator(target).isVisible());
  assert.ok(page.url().endsWith(target));
  assert.deepEqual(page.troubles, []);
  await page.close_();
});

test("text and ledger of an article point at each other", async () => {
  const page = await fresh();
  await go(page, `/articles/${article.id}`);
  const entry = page.locator(".ledger [data-entry]").first();
  const key = await entry.getAttribute("data-entry");
  await page.locator(`.text span[data-s="${key}"]`).first().hover();
  await page.locator("#tip").waitFor({ state: "visible" });
  assert.ok((await page.locator("#tip").innerText()).length > 10);
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#tip").isHidden());
  const link = page.locator(`.text a[data-s="${key}"]`).first();
  await link.focus();
  assert.ok(await page.locator("#tip").isVisible(), "focus shows it too");
  await link.press("Enter");
  assert.ok(page.url().endsWith(`#l${key}`), page.url());
  await entry.locator("a.no").first().click();
  assert.ok(page.url().endsWith(`#s${key}`), page.url());
  // The text is the article's, character by character.
  const { ledger } = await api(server.url, `articles/${article.id}`);
  const shown = await page.evaluate(() => {
    const text = document.querySelector(".text").cloneNode(true);
    for (const sign of text.querySelectorAll("sup, a[data-s]")) sign.remove();
    return text.textContent.replace(/\s+/g, " ").trim();
  });
  const published = ledger.text.replace(/\s+/g, " ").trim();
  assert.equal(shown.replace(/ /g, ""), published.replace(/ /g, ""));
  assert.deepEqual(page.troubles, []);
  await page.close_();
});

test("a pasted text is traced and not kept", async () => {
  const page = await fresh();
  const before = (await api(server.url, "articles")).count.value;
  await go(page, "/trace");
  await page.locator("#pasted").fill("The mayor of Tessaly, Ilse Brandt, said on Monday that the bridge may stay shut.\n\nThe Courier could not verify this.");
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.locator(".ledger").waitFor();
  assert.match(await page.locator(".ledger").innerText(), /Ilse Brandt/);
  assert.match(await page.locator(".text").innerText(), /hedged/i);
  // A file that is dropped becomes the text.
  await go(page, "/trace");
  await page.locator("input[data-file]").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("The ferry sank, the coast guard said.") });
  await page.waitForFunction(() => document.getElementById("pasted").value.startsWith("The ferry sank"));
  // Nothing at all gets an answer too.
  await go(page, "/trace");
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.waitForLoadState();
  assert.equal((await api(server.url, "articles")).count.value, before);
  assert.deepEqual(page.troubles.filter((t) => !/status of 4\d\d/.test(t)), []);
  await page.close_();
});

test("a correction stands beside what the machine said, and can be taken back", async () => {
  const page = await fresh();
  await go(page, `/articles/${article.id}`);
  await page.locator("a.correct").first().click();
  await page.waitForURL(/\/corrections\?/);
  const form = page.locator("form.correcting");
  await form.getByLabel("somebody else says it").check();
  await form.getByLabel("Who says it", { exact: true }).fill("Oona <b>Quist</b>");
  await form.getByLabel("Your name").fill("Ann Analyst");
  await form.getByRole("button", { name: /^Save/ }).click();
  await page.waitForURL(/\/articles\//);
  await go(page, `/articles/${article.id}`);
  assert.match(await page.locator(".ledger .corrected").first().innerText(), /said by Oona <b>Quist<\/b>.*Ann Analyst/s);
  await go(page, "/corrections");
  assert.match(await page.locator("article.correction").first().innerText(), /Machine: .*Oona <b>Quist<\/b>/s);
  await page.getByRole("button", { name: /^Withdraw/ }).first().click();
  await page.waitForLoadState();
  await go(page, `/articles/${article.id}`);
  assert.equal(await page.locator(".ledger .corrected").count(), 0);
  assert.deepEqual(page.troubles, []);
  await page.close_();
});

test("dark is dark, by the system's wish and by the button", async () => {
  const light = async (page) =>
    page.evaluate(() => {
      const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
      return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
    });
  const page = await fresh({ colorScheme: "dark" });
  await go(page, "/");
  assert.ok((await light(page)) < 0.2);
  await page.locator("button[data-look]").click();
  assert.ok((await light(page)) > 0.8);
  await go(page, "/articles");
  assert.ok((await light(page)) > 0.8, "it is remembered");
  await page.close_();
});

test("a page can be printed", async () => {
  const page = await fresh({ colorScheme: "dark" });
  for (const path of [`/claims/${claim.id}`, `/articles/${article.id}`]) {
    await go(page, path);
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("nav.parts").isHidden(), "no navigation on paper");
    const [r] = await page.evaluate(() => getComputedStyle(document.body).color.match(/[\d.]+/g).map(Number));
    assert.ok(r < 100, "dark words on paper, whatever the screen is");
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
  }
  await page.close_();
});

test("everything is there without scripts", async () => {
  const page = await fresh({ javaScriptEnabled: false });
  for (const path of paths()) {
    assert.equal(await go(page, path), 200, path);
    assert.ok((await page.locator("main").innerText()).length > 40, path);
  }
  await go(page, "/");
  await page.locator("#find").fill("dam");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search/);
  await go(page, "/trace");
  await page.locator("#pasted").fill("The mayor of Tessaly said on Monday that the bridge was shut.");
  await page.getByRole("button", { name: "Trace", exact: true }).click();
  await page.locator(".ledger").waitFor();
  assert.deepEqual(page.troubles, []);
  await page.close_();
});

test("the board is light, and asks nobody else", async () => {
  const page = await fresh();
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  let bytes = 0;
  session.on("Network.loadingFinished", (e) => (bytes += e.encodedDataLength));
  await go(page, "/");
  await page.waitForLoadState("networkidle");
  console.log(`page weight of the board, cold: ${bytes} bytes`);
  assert.ok(bytes > 5_000 && bytes < 150_000, `${bytes}`);
  assert.deepEqual(page.troubles, []);
  await page.close_();
});
