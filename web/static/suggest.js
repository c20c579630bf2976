// Names while one types, in every search form that says where they are: a combobox with a listbox
// (WAI-ARIA 1.2, ARIA Authoring Practices "Editable Combobox With List Autocomplete"). Without this
// the form is a plain form. All texts come from the page.
const PAUSE = 150;
const LONGEST = 200;

class Suggestions {
  constructor(form, number) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.id = `suggestions-${number}`;
    this.active = -1;
    this.composing = false;
    this.typed = this.input.value;
    this.control = null;
    this.timer = 0;
    this.known = new Map();

    this.box = document.createElement("div");
    this.box.className = "suggest";
    this.input.replaceWith(this.box);
    this.list = document.createElement("ul");
    this.list.id = this.id;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset.name);
    this.list.hidden = true;
    this.says = document.createElement("p");
    this.says.className = "visually-hidden";
    this.says.setAttribute("role", "status");
    this.box.append(this.input, this.list, this.says);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": this.id, "aria-haspopup": "listbox",
    })) this.input.setAttribute(name, value);

    this.input.addEventListener("compositionstart", () => { this.composing = true; this.stop(); });
    this.input.addEventListener("compositionend", () => { this.composing = false; this.wait(); });
    this.input.addEventListener("input", (event) => {
      if (!this.composing && !event.isComposing) this.wait();
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.stop());
    // The field keeps the focus when a name is pointed at.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  wait() {
    this.stop();
    this.typed = this.input.value;
    if (!this.typed.trim() || this.typed.length > LONGEST) return this.close();
    this.timer = setTimeout(() => this.ask(this.typed), PAUSE);
  }

  stop() {
    clearTimeout(this.timer);
    if (this.control) this.control.abort();
    this.control = null;
  }

  async ask(typed) {
    if (!this.known.has(typed)) {
      const control = new AbortController();
      this.control = control;
      try {
        const address = `${this.form.dataset.suggest}?${new URLSearchParams({ q: typed })}`;
        const response = await fetch(address, { signal: control.signal });
        if (!response.ok) return this.close();
        this.known.set(typed, await response.json());
      } catch {
        return; // Given up for a newer one, or offline: the form works without.
      }
    }
    const focused = document.activeElement === this.input;
    if (focused && !this.composing && this.typed === typed) this.show(this.known.get(typed));
  }

  show(names) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...names.map((name, number) => {
      const option = document.createElement("li");
      option.id = `${this.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.label = name.label;
      const label = document.createElement("span");
      label.lang = "ja";
      label.textContent = name.label;
      const kind = document.createElement("span");
      kind.className = "suggest-kind";
      kind.textContent = name.kind;
      option.append(label, " ", kind);
      return option;
    }));
    const open = names.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.says.textContent = open ? this.form.dataset.found.replace("{number}", names.length) : "";
  }

  close() {
    this.stop();
    this.show([]);
  }

  press(event) {
    // An Enter or an arrow of the input method is not ours (229 in Safari).
    if (event.isComposing || this.composing || event.keyCode === 229) return;
    const options = [...this.list.children];
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return this.ask(this.typed = this.input.value);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place between the last and the first: what was typed.
      const places = options.length + 1;
      this.mark(((this.active + 1 + step + places) % places) - 1);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.input.value = this.typed;
      this.close();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.take(options[this.active]);
    }
  }

  mark(place) {
    const options = [...this.list.children];
    this.active = place;
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
    if (place < 0) {
      this.input.removeAttribute("aria-activedescendant");
      this.input.value = this.typed;
      return;
    }
    this.input.setAttribute("aria-activedescendant", options[place].id);
    this.input.value = options[place].dataset.label;
    options[place].scrollIntoView({ block: "nearest" });
  }

  take(option) {
    this.input.value = option.dataset.label;
    this.close();
    this.form.requestSubmit();
  }
}

document.querySelectorAll("form[data-suggest]").forEach((form, at) => new Suggestions(form, at));
