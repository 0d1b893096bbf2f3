// A store of the examples and of hostile articles, a server over it, and a browser that reports whatever goes wrong in a page.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { crowded, endless, hostile } from "./stories.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const EXAMPLES = join(HERE, "../../../../examples");
const AXE = readFileSync(join(HERE, "node_modules/axe-core/axe.min.js"), "utf8");

/** The program under test. */
const SAYSO = process.env.SAYSO;

/** Statements of the crowded article. */
export const CROWD = 100;

// Without these Chromium asks its maker's servers for this and that.
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu"];

/** A folder with a store of the examples, and of `more` files (name to content). */
export function store(more = {}) {
  const folder = mkdtempSync(join(tmpdir(), "sayso-browser-"));
  const db = join(folder, "examples.sayso");
  const run = (...args) => execFileSync(SAYSO, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  cpSync(EXAMPLES, join(folder, "examples"), { recursive: true });
  const stories = ["dam", "depot", "milk", "vessel"].map((s) => `examples/${s}`);
  run("ingest", ...stories, "--register", "examples/register.toml", "--db", db, "--quiet");
  const names = Object.keys(more);
  for (const name of names) writeFileSync(join(folder, name), more[name]);
  if (names.length) run("ingest", ...names, "--model", "fast", "--db", db, "--quiet");
  return { db, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Articles that try to break the pages. */
export const bad = () => ({ "hostile.jsonl": hostile(), "endless.html": endless(), "crowded.html": crowded(CROWD) });

/** A server over the store, on a free port; ends with `stop`. */
export async function serve(db, ...options) {
  const child = spawn(SAYSO, ["serve", "--db", db, "--listen", "127.0.0.1:0", "--model", "fast", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  const said = [];
  const url = await new Promise((found, failed) => {
    const hear = (data) => {
      said.push(String(data));
      const address = said.join("").match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) found(address[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the server ended with ${code}: ${said.join("")}`)));
  });
  const stop = () =>
    new Promise((done) => {
      child.removeAllListeners("exit");
      child.once("exit", (code) => done({ code, said: said.join("") }));
      child.kill("SIGTERM");
    });
  return { url, stop, said };
}

/** The browser that this machine has. */
export const browse = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET, chromiumSandbox: process.getuid?.() !== 0, timeout: 120_000 });

/**
 * A page whose every trouble is kept in `page.troubles`: errors of scripts, what the policy blocked, requests to other places, and
 * scripts of articles that ran.
 */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(150_000);
  const page = await context.newPage();
  page.troubles = [];
  page.weight = 0;
  page.on("pageerror", (e) => page.troubles.push(`script: ${e.message}`));
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && page.troubles.push(`console: ${m.text()} (${m.location().url})`));
  page.on("dialog", (d) => (page.troubles.push(`dialog: ${d.message()}`), d.dismiss()));
  page.on("request", (r) => !r.url().startsWith(url) && !r.url().startsWith("data:") && page.troubles.push(`request: ${r.url()}`));
  page.on("framenavigated", (f) => f !== page.mainFrame() && page.troubles.push(`frame: ${f.url()}`));
  page.close_ = () => context.close();
  return page;
}

/** Goes there and tells the status. */
export async function go(page, path) {
  const reply = await page.goto(path, { waitUntil: "load" });
  return reply.status();
}

/** Opens everything that is folded. */
export const unfold = (page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });

/** Whether the page is wider than the window. */
export const overflows = (page) =>
  page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return null;
    const worst = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"));
    return `${wide} px too wide, first by <${worst?.tagName.toLowerCase()} class="${worst?.getAttribute("class") ?? ""}">`;
  });

/** What axe finds serious in the page, in a line each. */
export async function findings(page) {
  // The policy lets no script in but the server's own; the debugger's door is not the page's.
  await page.evaluate(`${AXE}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const grave = violations.filter((v) => ["serious", "critical"].includes(v.impact));
  return grave.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.impact} ${v.id}: ${n.target.join(" ")}: ${n.failureSummary?.split("\n")[1]?.trim() ?? ""}`));
}

/** JSON of the API. */
export async function api(url, path) {
  const reply = await fetch(`${url}/api/v1/${path}`);
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}
