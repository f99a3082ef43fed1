// All reports are listed; with scripts they can be searched.
const form = document.querySelector("form");
const search = document.querySelector("#search");
const language = document.querySelector("#language");
const items = [...document.querySelectorAll("li")];
const update = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) {
    const found = words.every((word) => item.dataset.search.includes(word));
    item.hidden = !found || (language.value !== "" && item.dataset.language !== language.value);
  }
  for (const group of document.querySelectorAll("section")) {
    group.hidden = !group.querySelector("li:not([hidden])");
  }
  const shown = items.filter((item) => !item.hidden).length;
  document.querySelector("#shown").textContent =
    shown === items.length ? `${shown} reports` : `${shown} of ${items.length} reports`;
};
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
search.addEventListener("input", update);
language.addEventListener("change", update);
