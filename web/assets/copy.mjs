// Copies what the pages take from npm into web/static/vendor, with the licences of all that the
// bundle holds. Run by `npm run build` after `npm ci`; nothing of it is kept in the repository.

import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "..", "static", "vendor", "yasqe");
const draft = `${target}.new`;

await rm(draft, { recursive: true, force: true });
await mkdir(draft, { recursive: true });
for (const name of ["yasqe.min.js", "yasqe.min.css"]) {
  const text = await readFile(join(modules, "@zazuko/yasqe/build", name), "utf8");
  // The maps are larger than the files and are not served.
  await writeFile(join(draft, name), text.replace(/^(\/\/|\/\*)# sourceMappingURL=.*$/gm, ""));
}
await writeFile(join(draft, "licences.txt"), await listLicences());
await rm(target, { recursive: true, force: true });
await rename(draft, target);

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
