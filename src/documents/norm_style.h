// What the pages of the norms add to the style of an analysis. Inside the room only.
#pragma once

#include <string_view>

namespace comity::documents {

inline constexpr std::string_view kNormStyle = R"css(
body { max-width: 84rem; }
nav { font-family: system-ui, "Noto Sans", Arial, sans-serif; font-size: .95rem; }
nav.top a, nav.top span { display: inline-block; padding: .35rem 0; margin-inline-end: 1rem; }
.article { margin-block: 1.5rem; }
.article > .two { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2rem; }
.item { margin: .5rem 0; padding: .5rem .75rem; border: 1px solid var(--line);
  border-radius: 4px; background: var(--soft); min-width: 0; }
.item:target, .article:target > h2, .article:target > h3 { outline: 3px solid var(--link);
  outline-offset: 2px; }
.clause { font: .88rem/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; margin: 0;
  overflow-wrap: anywhere; max-width: none; }
.item > .grid { margin-block-start: .5rem; }
.item .card { background: var(--paper); }
details > .item { margin-block-end: .75rem; }
.article details { margin-block-start: .35rem; }
.line { display: block; padding-inline-start: 1.25em; text-indent: -1.25em; }
.d1 { margin-inline-start: 1.25em; }
.d2 { margin-inline-start: 2.5em; }
.d3, .d4 { margin-inline-start: 3.75em; }
.clause a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
.clause a:hover { color: var(--link); }
.hole { font-style: italic; }
.note { color: var(--quiet); }
.about { font-size: .9rem; margin: .35rem 0 0; max-width: none; }
.about a { display: inline-block; min-height: 1.5rem; }
.keys { margin: .25rem 0 .75rem; font-size: .9rem; }
.open { font-weight: 700; }
form label { display: block; font-weight: 700; font-family: system-ui, Arial, sans-serif; }
input[type="search"] { font: inherit; width: 100%; max-width: 30rem; padding: .5rem;
  border: 1px solid var(--line); border-radius: 4px; background: var(--paper); color: var(--ink); }
input[type="search"]:focus-visible { outline: 3px solid var(--link); outline-offset: 1px; }
[hidden] { display: none !important; }
#all { padding-inline-start: 0; list-style: none; columns: 24rem; }
#all li { margin: .15rem 0; break-inside: avoid; }
h1 a, h2 a, h3 a, h4 a, h5 a, h6 a { color: inherit; text-decoration: none; }
.kind { color: var(--quiet); font-size: .85rem; }
@media (min-width: 64rem) {
  .article > .two.both { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); }
}
@media print {
  form, nav.top { display: none; }
  .item { break-inside: avoid; border-width: 0 0 0 1px; border-radius: 0; }
}
)css";

// Shows of a list what holds every word that was typed.
inline constexpr std::string_view kSearchScript = R"js(
const box = document.getElementById("search");
const found = document.getElementById("found");
const rows = [...document.querySelectorAll("#all li")].map(
    (row) => [row, row.textContent.toLowerCase()]);
box.form.hidden = false;
const look = () => {
  const words = box.value.toLowerCase().split(/\s+/).filter((word) => word);
  let n = 0;
  for (const [row, text] of rows) {
    row.hidden = !words.every((word) => text.includes(word));
    n += row.hidden ? 0 : 1;
  }
  found.textContent = words.length ? n + (n === 1 ? " entry" : " entries") + " found" : "";
};
box.addEventListener("input", look);
box.form.addEventListener("submit", (event) => event.preventDefault());
look();
)js";

}  // namespace comity::documents
