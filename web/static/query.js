// Makes the form of /query better where scripts run: an editor that completes our terms (when its
// files are there), answers without leaving the page, addresses that follow. All texts come from
// the page.
const form = document.getElementById("query-form");
const area = document.getElementById("query-text");
const status = document.getElementById("query-status");
const check = document.getElementById("query-check");
const stop = document.getElementById("stop");
const plain = document.getElementById("plain");
const say = form.dataset;
// As the server: longer queries are posted, and have no address.
const LONGEST = 4000;
let editor = null;
let running = null;
let shown = readPlace();

function readPlace() {
  return location.pathname + location.search;
}

function readQuery() {
  if (editor && !editor.rootEl.parentElement.hidden) area.value = editor.getValue();
  return area.value;
}

// Answers

async function run() {
  if (running) running.abort();
  const query = readQuery();
  const path = new URL(form.action).pathname;
  const address = `${path}?${new URLSearchParams({ query })}`;
  const short = address.length <= LONGEST;
  const done = await load(short ? address : path, short ? {} : {
    method: "POST",
    body: new URLSearchParams({ query }),
  });
  if (done && short && address !== shown) {
    history.pushState(null, "", address);
    shown = readPlace();
  }
}

async function load(address, options) {
  const control = new AbortController();
  const start = Date.now();
  running = control;
  stop.hidden = false;
  const show = () => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    status.textContent = say.running.replace("{seconds}", seconds);
  };
  show();
  const clock = setInterval(show, 1000);
  try {
    const response = await fetch(address, { ...options, signal: control.signal });
    const text = await response.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.getElementById("answer")) throw new Error(`no page of ours: ${response.status}`);
    if (running !== control) return false;
    status.textContent = "";
    replace(page);
    return true;
  } catch (error) {
    if (running === control) {
      status.textContent = error.name === "AbortError" ? say.stopped : say.failed;
    }
    return false;
  } finally {
    clearInterval(clock);
    if (running === control) {
      running = null;
      stop.hidden = true;
    }
  }
}

function replace(page) {
  for (const id of ["answer", "query-programs"]) {
    document.getElementById(id).replaceWith(document.adoptNode(page.getElementById(id)));
  }
  const other = page.querySelector(".switch");
  if (other) document.querySelector(".switch").href = other.getAttribute("href");
  addCopying();
  const answer = document.getElementById("answer");
  answer.focus({ preventScroll: true });
  answer.scrollIntoView({ block: "nearest" });
  const head = answer.querySelector("h2");
  if (head && head.getBoundingClientRect().top > innerHeight - 120) head.scrollIntoView();
}

form.addEventListener("submit", (event) => {
  readQuery();
  if (document.getElementById("format").value) return;
  event.preventDefault();
  run();
});
stop.addEventListener("click", () => running && running.abort());
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
// Anchors of the page come here, too.
addEventListener("popstate", () => {
  if (readPlace() !== shown) location.reload();
});

// Copying

function addCopying() {
  if (!navigator.clipboard) return;
  for (const box of document.querySelectorAll(".program pre, .share, .endpoint")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button-quiet copy";
    button.textContent = say.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(box.href || box.textContent);
      button.textContent = say.copied;
      setTimeout(() => { button.textContent = say.copy; }, 2000);
    });
    box.after(button);
  }
}
addCopying();

// The editor

function label(term) {
  return document.documentElement.lang === "ja" ? term[1] : term[2];
}

function makeCompleter(name, terms, prefixes, isHere) {
  const labels = new Map(terms.map((term) => [term[0], label(term)]));
  const shorten = (iri) => {
    for (const [prefix, namespace] of Object.entries(prefixes)) {
      if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
    }
    return `<${iri}>`;
  };
  return {
    name,
    bulk: false,
    autoShow: true,
    persistenceId: null,
    isValidCompletionPosition: isHere,
    get: (_yasqe, token) => {
      const typed = token.string.trim().toLowerCase();
      const found = terms.filter(([iri]) => {
        const short = shorten(iri).toLowerCase();
        return short !== typed && (short.includes(typed) || labels.get(iri).toLowerCase().includes(typed));
      });
      const rank = ([iri]) => shorten(iri).toLowerCase().indexOf(typed) >>> 0;
      return found.sort((one, other) => rank(one) - rank(other)).map(([iri]) => iri);
    },
    postProcessSuggestion: (_yasqe, _token, iri) => iri,
    postprocessHints: (_yasqe, hints) => hints.map((hint) => {
      const iri = hint.text;
      return {
        ...hint,
        text: shorten(iri),
        render: (item) => {
          const quiet = document.createElement("span");
          quiet.textContent = labels.get(iri);
          item.append(shorten(iri), " ", quiet);
        },
      };
    }),
  };
}

function isTerm(token) {
  return token.string.trim() !== "" && !/^[?$"'<#{}().;,]/.test(token.string.trim());
}

function isAfterType(yasqe) {
  const token = yasqe.getCompleteToken();
  const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
  return isTerm(token) && ["a", "rdf:type"].includes(before.string);
}

function isVerb(yasqe) {
  const token = yasqe.getCompleteToken();
  return isTerm(token) && (token.state.possibleCurrent || []).includes("a");
}

function isValue(yasqe) {
  const token = yasqe.getCompleteToken();
  return isTerm(token) && token.string.includes(":") && !isAfterType(yasqe) && !isVerb(yasqe);
}

/** Says below the editor which line is at fault, in place of the editor's own tip in English. */
function checkSyntax() {
  this.queryValid = true;
  this.clearGutter("gutterErrorBar");
  const lines = this.getDoc();
  let fault = "";
  for (let number = 0; number < lines.lineCount(); number++) {
    const state = this.getTokenAt({ line: number, ch: lines.getLine(number).length }, true).state;
    this.setOption("queryType", state.queryType);
    if (state.OK !== false) continue;
    const mark = document.createElement("span");
    mark.className = "line-fault";
    mark.textContent = "!";
    this.setGutterMarker(number, "gutterErrorBar", mark);
    this.queryValid = false;
    const bad = this.getLineTokens(number, true).find((one) => one.state.OK === false);
    fault = say.broken.replace("{line}", number + 1)
      .replace("{text}", () => (bad ? bad.string.slice(0, 40) : ""));
    break;
  }
  clearTimeout(checkSyntax.timer);
  // Not while somebody is still typing the word.
  checkSyntax.timer = setTimeout(() => { check.textContent = fault; }, fault ? 800 : 0);
}

function setPlain(isPlain) {
  const query = readQuery();
  document.getElementById("editor").hidden = isPlain;
  area.hidden = !isPlain;
  document.getElementById("keys").hidden = isPlain;
  plain.setAttribute("aria-pressed", String(isPlain));
  check.hidden = isPlain;
  if (!isPlain) {
    editor.setValue(query);
    editor.refresh();
  }
}

async function startEditor() {
  const Yasqe = window.Yasqe;
  if (!Yasqe) return;
  const { prefixes, ...terms } = await (await fetch(say.terms)).json();
  const declared = Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", get: declared, persistenceId: null });
  Yasqe.registerAutocompleter(makeCompleter("classes", terms.class, prefixes, isAfterType));
  Yasqe.registerAutocompleter(makeCompleter("properties", terms.property, prefixes, isVerb));
  Yasqe.registerAutocompleter(makeCompleter("values", terms.value, prefixes, isValue));
  // Nothing but our own: the others ask other sites.
  Yasqe.defaults.autocompleters = ["our-prefixes", "variables", "classes", "properties", "values"];
  Yasqe.prototype.checkSyntax = checkSyntax;
  const box = document.getElementById("editor");
  box.hidden = false;
  editor = new Yasqe(box, {
    value: area.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    extraKeys: {
      "Ctrl-Enter": () => form.requestSubmit(),
      "Cmd-Enter": () => form.requestSubmit(),
      "Ctrl-S": () => {},
    },
  });
  const input = editor.getInputField();
  input.setAttribute("aria-label", document.querySelector('label[for="query-text"]').textContent);
  input.setAttribute("aria-describedby", "query-help");
  document.querySelector('label[for="query-text"]').addEventListener("click", () => {
    if (!box.hidden) editor.focus();
  });
  plain.hidden = false;
  plain.addEventListener("click", () => setPlain(plain.getAttribute("aria-pressed") !== "true"));
  setPlain(false);
}

startEditor();
