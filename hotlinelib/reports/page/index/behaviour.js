// All reports are listed; with scripts they can be searched, and one language is enough to begin.
const form = document.querySelector("form");
const search = document.querySelector("#search");
const language = document.querySelector("#language");
const items = [...document.querySelectorAll("li[data-search]")];
const update = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) {
    const found = words.every((word) => item.dataset.search.includes(word));
    item.hidden = !found || (language.value !== "" && item.dataset.language !== language.value);
  }
  for (const group of document.querySelectorAll("section:not(.found)")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  const shown = items.filter((item) => !item.hidden).length;
  document.querySelector("#shown").textContent =
    shown === items.length ? `${shown} reports` : `${shown} of ${items.length} reports`;
};
const found = [...document.querySelectorAll(".found")];
const showFound = () => {
  const chosen = language.value || navigator.language;
  const own = found.find((one) => one.dataset.language === chosen)
    ?? found.find((one) => one.dataset.language.slice(0, 2) === chosen.slice(0, 2)) ?? found[0];
  for (const one of found) one.hidden = one !== own;
};
showFound();
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
search.addEventListener("input", update);
language.addEventListener("change", update);
language.addEventListener("change", showFound);
