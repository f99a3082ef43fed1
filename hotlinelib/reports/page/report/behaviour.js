// The list of contents is open where there is room beside the text.
const contents = document.querySelector("nav details");
if (contents && matchMedia("(max-width: 60rem)").matches) contents.open = false;

// Tables sort by a column; without scripts they stay as printed.
const number = (text) => {
  const found = text.replaceAll(",", "").replaceAll("\u2212", "-").match(/-?\d+(\.\d+)?/);
  return found ? Number(found[0]) : -Infinity;
};
for (const table of document.querySelectorAll("figure.table table")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.dataset.printed = head.textContent;
    head.replaceChildren(button);
    const text = (row) => row.cells[index].textContent;
    const compare = head.classList.contains("number")
      ? (one, other) => number(text(one)) - number(text(other))
      : (one, other) => text(one).localeCompare(text(other), document.documentElement.lang);
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      body.append(...[...body.rows].sort((one, other) => way * compare(one, other)));
    });
  });
}

// A mark of a figure and a row of a table light up together; arrows go from mark to mark.
const lit = (key, on) => {
  for (const one of document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) {
    one.classList.toggle("lit", on);
  }
};
for (const [start, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  for (const [event, on] of [[start, true], [end, false]]) {
    document.addEventListener(event, ({ target }) => {
      const marked = target.closest?.("[data-key]");
      if (marked) lit(marked.dataset.key, on);
    });
  }
}
for (const drawing of document.querySelectorAll("figure.drawing svg")) {
  const marks = [...drawing.querySelectorAll(".mark")];
  marks.forEach((mark, index) => {
    mark.setAttribute("tabindex", index ? "-1" : "0");
    mark.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = marks[index + step];
      if (!next) return;
      event.preventDefault();
      mark.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
}

// What scrolls can be reached by the keyboard, and says so; a turned screen changes that.
const tell = (box) => {
  const figure = box.closest("figure");
  const caption = figure.querySelector("figcaption");
  caption.id = `${figure.id}-caption`;
  const told = { tabindex: "0", role: "group", "aria-labelledby": caption.id };
  const scrolls = box.scrollWidth > box.clientWidth + 1;
  box.dataset.scrolls = scrolls ? document.body.dataset.sideways : "";
  for (const [name, value] of Object.entries(told)) {
    if (scrolls) box.setAttribute(name, value);
    else if (box !== document.activeElement) box.removeAttribute(name);
  }
};
const watch = new ResizeObserver((entries) => entries.forEach((entry) => tell(entry.target)));
for (const box of document.querySelectorAll("figure .scroll")) watch.observe(box);
for (const more of document.querySelectorAll("details.columns")) {
  more.addEventListener("toggle", () => tell(more.parentElement.querySelector(".scroll")));
}
