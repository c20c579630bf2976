// Opens and closes all branches of a policy tree at once. Without this each opens by itself, and
// whole levels by links.

const openings = document.querySelector(".openings[data-open]");
const branches = [...document.querySelectorAll("main details.twig")];

if (openings && branches.length) {
  const row = document.createElement("p");
  row.className = "openings-all";
  for (const [label, open] of [[openings.dataset.open, true], [openings.dataset.close, false]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button-quiet";
    button.textContent = label;
    button.addEventListener("click", () => {
      for (const branch of branches) branch.open = open;
    });
    row.append(button);
  }
  openings.append(row);
}
