// Copies what the pages take from npm into web/static/vendor, with the licences of all of it.
// Run by `npm run build` after `npm ci`; nothing of it is kept in the repository. The same
// versions give the same bytes.

import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// A folder of web/static/vendor and the files of a package that go there as they are.
const PARTS = {
  yasqe: ["@zazuko/yasqe/build/yasqe.min.js", "@zazuko/yasqe/build/yasqe.min.css"],
  "design-tokens": ["@digital-go-jp/design-tokens/dist/tokens.css"],
};

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "..", "static", "vendor");

for (const [name, files] of Object.entries(PARTS)) {
  const draft = join(vendor, `${name}.new`);
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  for (const file of files) {
    const text = await readFile(join(modules, file), "utf8");
    // The maps are larger than the files and are not served.
    await writeFile(join(draft, basename(file)), text.replace(/^(\/\/|\/\*)# sourceMappingURL=.*$/gm, ""));
  }
  await rm(join(vendor, name), { recursive: true, force: true });
  await rename(draft, join(vendor, name));
}
await writeFile(join(vendor, "licences.txt"), await listLicences());

async function listLicences() {
  const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const parts = [];
  for (const path of Object.keys(lock.packages).filter((path) => path && !path.includes("@types/"))) {
    const folder = join(here, path);
    const about = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const files = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
    const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
    const author = typeof about.author === "object" ? about.author.name : about.author;
    const head = `${about.name} ${about.version}\nLicence: ${about.license}\nAuthor: ${author ?? "see below"}`;
    parts.push([head, ...texts.map((text) => text.trim())].join("\n\n"));
  }
  return `${parts.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}
