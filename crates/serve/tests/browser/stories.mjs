// Invented articles that try to break out of a page: markup, addresses that run something, characters that turn the writing around.

/** What sets this has run a script that came from an article. */
export const RAN = "window.ran = 1";

const SCRIPT = `<script>${RAN}</script>`;
const IMAGE = `<img src=x onerror="${RAN}">`;
const SVG = `<svg onload="${RAN}"><animate onbegin="${RAN}" attributeName=x dur=1s /><a xlink:href="javascript:${RAN}">x</a></svg>`;
const QUOTES = `"'></textarea></title></bdi></style>--><h1 id="broken" onmouseover="${RAN}" style="position:fixed;inset:0">`;
/** Right-to-left override, isolates that are never closed, zero-width and control characters, a byte order mark. */
const HIDDEN = "abc\u202Egpj.exe\u2066\u2067 z\u200Be\u200Dr\uFEFFo \u0000\u0007\u001B[31m";

const article = (id, outlet, title, paragraphs) =>
  JSON.stringify({ id, outlet, title, date: "2031-05-06", url: `javascript:${RAN}`, byline: `${IMAGE} ${HIDDEN}`, text: paragraphs.join("\n\n") });

/** Articles as lines of a list: several outlets with one claim, so that it stands on the board too. */
export function hostile() {
  const said = `Harbour Minister Ilse ${IMAGE} Brandt said on Monday that the ${SCRIPT} bridge at Tessaly would stay shut until June ${QUOTES}.`;
  const more = [
    `The ${SVG} builders denied that the steel was ${HIDDEN} bad, according to the Meridian Wire.`,
    `“${SCRIPT}${QUOTES},” said Mara ${SVG} Quist, a spokeswoman for “Quist ${QUOTES} Lines”.`,
    `[click](javascript:${RAN}) &lt;script&gt;${RAN}&lt;/script&gt; {{constructor.constructor("${RAN}")()}} \${${RAN}} %3Cscript%3E`,
    "The Courier could not independently verify the claim.",
  ];
  return [
    article("hostile/1", `Northgate ${QUOTES} Courier`, `Bridge ${SCRIPT} shut ${QUOTES}`, [said, ...more]),
    article("hostile/2", `Harbour ${HIDDEN} Daily`, `Shut: ${IMAGE} ${HIDDEN}`, [said, ...more, `The ${IMAGE} harbour stays open.`]),
    article("hostile/3", `../../${SVG}`, `${SVG}${SVG}`, [said.replace("June", "July"), ...more]),
    article("hostile/4", "W".repeat(500), "W".repeat(5_000), [said, ...more, "W".repeat(20_000)]),
  ].join("\n");
}

/** One page with a single paragraph of two megabytes. */
export function endless() {
  const sentence = "The mayor of Tessaly said on Monday that the old bridge was shut and that the ferry would sail in its place. ";
  return `<!doctype html><title>A paragraph without end</title><meta property="og:site_name" content="Endless Gazette">
<article><h1>A paragraph without end</h1><p>${sentence.repeat(Math.ceil((2 << 20) / sentence.length))}</p></article>`;
}

/** A page with `count` statements, each of somebody else. */
export function crowded(count) {
  const names = ["Ilse", "Mara", "Tomas", "Jana", "Pavel", "Oona", "Rhys", "Lena", "Emil", "Sabine"];
  const towns = ["Tessaly", "Torvik", "Port Lessing", "Hollow Creek", "Northgate", "Ulvan", "Meridian Bay", "Quist", "Karven", "Ardent"];
  const things = ["the bridge", "the ferry", "the dam", "the harbour", "the market", "the school", "the road", "the mill", "the depot", "the tower"];
  const paragraphs = Array.from({ length: count }, (_, i) => {
    const [name, town, thing] = [names[i % 10], towns[Math.floor(i / 10) % 10], things[(i * 7) % 10]];
    return `<p>${name} Brandt, the mayor of ${town}, said on Monday that ${thing} number ${i + 1} may be shut until the autumn.</p>`;
  });
  return `<!doctype html><title>What the mayors say</title><meta property="og:site_name" content="Crowded Courier">
<meta property="article:published_time" content="2031-05-06"><article><h1>What the mayors say</h1>${paragraphs.join("")}</article>`;
}
