/* Keys and views of a page of changes. Without this the page is complete: inline, with all its text. */
(() => {
  "use strict";
  const all = (selector, within) => [...(within || document).querySelectorAll(selector)];
  const touched = all(".touched"), where = document.querySelector(".where"), buttons = {};
  const unchanged = document.querySelector(".bar-top").dataset.unchanged;
  let at = -1;

  /* Long runs of what has not changed, behind a button. */
  const AROUND = 1, LEAST = 3;
  const foldRun = (run, first, last) => {
    const inner = run.slice(first ? 0 : AROUND, last ? run.length : run.length - AROUND);
    if (inner.length < LEAST) return;
    const button = document.createElement("button");
    button.type = "button"; button.className = "fold"; button.textContent = "\u2026 " + unchanged.replace("#", inner.length) + " \u2026";
    inner[0].before(button);
    for (const piece of inner) { piece.classList.add("folded"); piece.hidden = true; }
    button.addEventListener("click", () => { for (const piece of inner) piece.hidden = false; button.remove(); });
  };
  const fold = () => {
    for (const text of all("article.text")) {
      let run = [], first = true;
      for (const piece of all(":scope > .piece", text)) {
        if (!piece.classList.contains("touched")) { run.push(piece); continue; }
        foldRun(run, first, false); run = []; first = false;
      }
      foldRun(run, first, true);
    }
  };
  const unfold = () => { for (const b of all(".fold")) b.click(); };

  /* One side of a piece: the words of the other taken away, and what is left empty by it. */
  const side = (piece, name, gone) => {
    const copy = document.createElement("div");
    copy.className = name;
    for (const child of piece.childNodes) copy.append(child.cloneNode(true));
    for (const e of all("[id]", copy)) e.removeAttribute("id");
    for (const e of all(gone, copy)) e.remove();
    for (const e of all("li, p, h1, h2, h3, h4, h5, h6, ul, ol, blockquote, table", copy).reverse())
      if (!e.textContent.trim() && !e.querySelector("img, hr")) e.remove();
    return copy;
  };
  const pair = piece => {
    if (piece.pairs) return piece.pairs;
    const box = document.createElement("div");
    box.className = "pair";
    box.append(side(piece, "old", "ins, .added, .moved"), side(piece, "new", "del, .removed"));
    return piece.pairs = box;
  };
  const setSide = on => {
    document.body.classList.toggle("side", on);
    for (const piece of all("article.text > .piece")) {
      if (on) { piece.inline = [...piece.childNodes]; const box = pair(piece); piece.replaceChildren(box); }
      else if (piece.inline) piece.replaceChildren(...piece.inline);
    }
  };

  const go = step => {
    if (!touched.length) return;
    if (at >= 0) touched[at].classList.remove("current");
    at = (at + step + touched.length) % touched.length;
    touched[at].classList.add("current");
    touched[at].scrollIntoView({ block: "center" });
    where.textContent = (at + 1) + " / " + touched.length;
  };
  const pressed = name => {
    const on = buttons[name].getAttribute("aria-pressed") !== "true";
    buttons[name].setAttribute("aria-pressed", on);
    return on;
  };
  const actions = {
    next: () => go(1), previous: () => at < 0 ? go(0) : go(-1),
    side: () => setSide(pressed("side")), all: () => pressed("all") ? unfold() : fold(),
  };
  const keys = { j: "next", k: "previous", s: "side", a: "all" };
  for (const button of all("[data-do]")) { buttons[button.dataset.do] = button; button.addEventListener("click", actions[button.dataset.do]); }
  document.addEventListener("keydown", e => {
    if (!e.ctrlKey && !e.metaKey && !e.altKey && keys[e.key]) { e.preventDefault(); actions[keys[e.key]](); }
  });
  document.querySelector(".bar-top").hidden = false;
  fold();
})();
