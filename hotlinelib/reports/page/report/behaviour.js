// Tables sort by a column; without scripts they stay as printed.
for (const table of document.querySelectorAll("figure.table table")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, index) => {
    const cell = row.cells[index];
    return cell.classList.contains("number") ? Number(cell.dataset.sort ?? -Infinity) : cell.textContent;
  };
  const compare = (a, b) =>
    typeof a === "number" ? a - b : a.localeCompare(b, document.documentElement.lang);
  heads.forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.dataset.printed = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      const rows = [...body.rows];
      rows.sort((a, b) => way * compare(value(a, index), value(b, index)));
      body.append(...rows);
    });
  });
}
// What scrolls can be reached by the keyboard, and says what it is; a turned screen changes that.
const tell = (box) => {
  const figure = box.closest("figure");
  const caption = figure.querySelector("figcaption");
  caption.id = `${figure.id}-caption`;
  const told = { tabindex: "0", role: "group", "aria-labelledby": caption.id };
  const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  for (const [name, value] of Object.entries(told)) {
    if (scrolls) box.setAttribute(name, value);
    else if (box !== document.activeElement) box.removeAttribute(name);
  }
};
const watch = new ResizeObserver((entries) => entries.forEach((entry) => tell(entry.target)));
for (const box of document.querySelectorAll("figure .scroll")) watch.observe(box);
