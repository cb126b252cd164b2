// The page's side of the review: shows what Python sends, sends what the person does.
// What a button sends is its data-do and the other data-* of it; which key presses it, its data-key.

const PATIENCE = 5000; // ms without an answer, after which it is told
const SAVES = ["agree", "overrule", "look", "note", "undo"];
const SLOW =
  "No answer from the notebook yet. Nothing is saved until “Saved” stands here. If the kernel was " +
  "stopped or restarted, run this cell again; your note is kept.";

// A note that is being typed outlives a reload of the page and a dead kernel.
function drafts(key) {
  const name = (claim) => `claimcheck note ${key} ${claim}`;
  const guarded = (work) => {
    try {
      return work(window.sessionStorage);
    } catch {
      return null; // the browser keeps nothing: the note lives as long as the page
    }
  };
  return {
    get: (claim) => guarded((kept) => kept.getItem(name(claim))),
    put: (claim, text) => guarded((kept) => kept.setItem(name(claim), text)),
    drop: (claim) => guarded((kept) => kept.removeItem(name(claim))),
  };
}

function render({ model, el }) {
  const root = document.createElement("div");
  root.className = "cc cc-review tex2jax_ignore mathjax_ignore";
  root.tabIndex = -1;
  root.setAttribute("role", "region");
  root.setAttribute("aria-label", model.get("label"));
  root.innerHTML = model.get("shell");
  el.append(root);

  const find = (selector) => root.querySelector(selector);
  const note = find("[name=note]");
  const who = find(".who");
  const name = find("[name=reviewer]");
  const kept = drafts(model.get("key"));
  const shown = {};
  let claim = null;
  let timer = null;
  let sent = "";

  function say(text) {
    find("[data-part=said]").textContent = shown.said = text;
    find("[data-part=trouble]").textContent = shown.trouble = "";
  }

  function send(message) {
    if (timer) return; // one thing at a time, so that no key falls on a claim not seen yet
    timer = setTimeout(() => say(SLOW), PATIENCE);
    root.dataset.busy = "true";
    say(SAVES.includes(message.do) ? "Saving…" : "");
    sent = note.value;
    model.send({ ...message, claim, note: sent });
  }

  function apply() {
    const view = model.get("view");
    clearTimeout(timer);
    timer = null;
    const held = root.contains(document.activeElement) ? document.activeElement : null;
    const part = held?.closest("[data-part]");
    for (const place of root.querySelectorAll("[data-part]")) {
      const key = place.dataset.part;
      const html = view.parts[key] ?? "";
      if (shown[key] !== html) place.innerHTML = shown[key] = html;
    }
    for (const [key, value] of Object.entries(view.filters)) find(`[name=${key}]`).value = value;
    if (view.saved && note.value === sent) kept.drop(view.saved); // not what was typed meanwhile
    if (view.claim !== claim || view.saved === claim || !note.value) {
      if (view.claim !== claim) requestAnimationFrame(top);
      claim = view.claim;
      note.value = kept.get(claim) ?? view.note;
    }
    if (!view.reviewer || !view.parts.trouble) who.hidden = Boolean(view.reviewer);
    if (part && !root.contains(held)) (part.tabIndex < 0 ? root : part).focus();
    else if (held && who.hidden && who.contains(held)) root.focus();
    else if (view.saved && held?.dataset.do) find(".paragraph").focus({ preventScroll: true });
    else if (!view.reviewer && view.parts.trouble) name.focus();
    Object.assign(root.dataset, { claim: claim ?? "", turn: view.turn, busy: "false" });
  }

  // Evidence from its beginning; in a long paragraph, the claim in sight.
  function top() {
    find("[data-part=evidence]").scrollTop = 0;
    const box = find(".paragraph");
    const words = box?.querySelector(".current");
    if (words) box.scrollTop = words.offsetTop - 30;
  }

  function press(button) {
    if (button.dataset.act === "rename") {
      who.hidden = !who.hidden;
      name.value = model.get("view").reviewer;
      if (!who.hidden) name.focus();
      name.select();
      return;
    }
    const message = { ...button.dataset };
    if (message.do === "name") message.name = name.value;
    send(message);
  }

  function leave() {
    const cell = root.closest(".jp-Cell, .jp-Notebook");
    if (cell) cell.focus();
  }

  function field(event) {
    if (event.key === "Escape") root.focus();
    else if (event.key === "Enter" && event.target === name) press(find("[data-do=name]"));
    else if (event.key === "Enter" && event.ctrlKey) press(find("[data-do=note]"));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function key(event) {
    if (event.target.matches("input, textarea")) {
      if (!event.isComposing) field(event); // Enter may only choose a character
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // a notebook's own keys: a new cell, a deleted cell
    if (event.key === "Escape") return leave();
    if (event.target.matches("select")) return;
    const pressed = event.key.toLowerCase();
    if (pressed === "n") note.focus();
    else if (pressed === "o") find("[data-do=overrule]").focus();
    else {
      const button = find(`[data-key="${CSS.escape(pressed)}"]`);
      if (!button) return;
      if (!event.repeat) press(button);
    }
    event.preventDefault();
  }

  root.addEventListener("keydown", key);
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) press(button);
  });
  root.addEventListener("change", (event) => {
    const { name: which, value } = event.target;
    if (which === "claim") send({ do: "go", to: value });
    else if (event.target.matches("select")) send({ do: "narrow", filter: which, value });
  });
  note.addEventListener("input", () => kept.put(claim, note.value));
  model.on("change:view", apply);
  apply();
  return () => {
    clearTimeout(timer);
    model.off("change:view", apply);
  };
}

export default { render };
