// The main menu closes by Escape and by a click beside it. Without this it opens and closes by its
// own buttons.

const menus = [...document.querySelectorAll(".menu")];

function close(except) {
  for (const menu of menus) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => close(event.target.closest(".menu")));
document.addEventListener("focusin", (event) => close(event.target.closest(".menu")));
document.addEventListener("keydown", (event) => {
  const open = menus.find((menu) => menu.open);
  if (event.key !== "Escape" || !open) return;
  const inside = open.contains(document.activeElement);
  open.open = false;
  if (inside) open.querySelector("summary").focus();
});
