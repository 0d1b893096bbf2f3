// Makes the pictures of docs/pictures anew: SAYSO=PROGRAM CHROMIUM=BROWSER node pictures.mjs [FOLDER]

import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { api, browse, open, serve, store } from "./support.mjs";

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), "../../../../docs/pictures");
mkdirSync(folder, { recursive: true });

const kept = store();
const [server, browser] = await Promise.all([serve(kept.db, "--writable"), browse()]);

const { claims } = await api(server.url, "claims");
const claim = claims.reduce((a, b) => (b.mentions > a.mentions ? b : a));
const articles = (await api(server.url, "articles")).articles;
const article = articles.reduce((a, b) => (b.statements > a.statements ? b : a));
const outlets = (await api(server.url, "outlets")).outlets;
const outlet = outlets.reduce((a, b) => (b.shares.relayed > a.shares.relayed ? b : a));

const wide = { viewport: { width: 1200, height: 800 } };
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };
const shots = [
  ["board", "/", wide],
  ["board-dark", "/", { ...wide, colorScheme: "dark" }],
  ["claim", `/claims/${claim.id}`, { viewport: { width: 1200, height: 1100 } }],
  ["claim-phone", `/claims/${claim.id}`, phone],
  ["article", `/articles/${article.id}`, wide],
  ["outlet", `/outlets/${encodeURIComponent(outlet.name)}`, wide],
  ["speakers", "/speakers", wide],
  ["search", "/search?words=dam", wide],
  ["trace", "/trace", wide],
];

for (const [name, path, options] of shots) {
  const page = await open(browser, server.url, options);
  await page.goto(path);
  if (name === "article") await page.locator(".text a[data-s]").nth(1).focus();
  if (name === "trace") {
    await page.locator("#pasted").fill(
      "Shoreline Minister Ilse Brandt told the Meridian Wire that the ferry may sail again on Friday.\n\n" +
        "Quist Lines denied that its engines had failed. “She has never missed a tide,” said its spokeswoman, Mara Quist.\n\n" +
        "The Courier could not independently verify the claim.",
    );
    await page.getByRole("button", { name: "Trace", exact: true }).click();
    await page.locator(".ledger").waitFor();
  }
  await page.screenshot({ path: join(folder, `${name}.png`) });
  if (page.troubles.length) console.log(`${name}: ${page.troubles.join("; ")}`);
  await page.close_();
}

await browser.close();
await server.stop();
kept.remove();
