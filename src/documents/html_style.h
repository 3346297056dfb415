// The style sheet of an analysis as one HTML file: for screens from 320 px, for print, for dark and
// for high-contrast settings. No colour carries a meaning. Inside the room only.
#pragma once

#include <string_view>

namespace comity::documents {

// Contrast of text: 13:1 and more; of links 7:1; of borders 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
inline constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ink: #1c1c1e; --paper: #fff; --soft: #f3f3f0; --line: #85858a;
  --quiet: #4a4a50; --link: #0b4a8f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececea; --paper: #151517; --soft: #222226; --line: #8f8f96; --quiet: #b9b9bf;
    --link: #a8cbff; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Georgia, "Noto Serif", "Times New Roman", serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, table, summary, .answer, .skip, .states, .eyebrow { font-family: system-ui,
  "Noto Sans", "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: .25rem 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-block-end: .25rem;
  border-block-end: 2px solid var(--ink); }
h3 { font-size: 1.1rem; line-height: 1.35; margin: 0 0 .5rem; }
h4 { font-size: .95rem; margin: 1.1rem 0 .3rem; }
h5 { font-size: .95rem; margin: 0 0 .35rem; }
p { margin: .4rem 0; max-width: 45rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link);
  outline-offset: 2px; }
.skip { position: absolute; inset-inline-start: -100rem; }
.skip:focus { position: static; }
.eyebrow { margin: 0; font-size: .85rem; letter-spacing: .03em; color: var(--quiet); }
.quiet { color: var(--quiet); }
.lead dt, .lead dd { display: inline; margin: 0; }
dl.facts {
  display: grid;
  grid-template-columns: max-content 1fr;
  gap: .15rem 1rem;
  margin: .75rem 0;
}
dl.facts dt { color: var(--quiet); }
dl.facts dd { margin: 0; min-width: 0; }
article {
  margin: .75rem 0 1.75rem;
  padding: 1rem;
  border: 1px solid var(--line);
  border-radius: 4px;
}
.answer { margin: 0 0 .25rem; font-weight: 700; font-size: 1.05rem; }
.answer .which { font-weight: 400; color: var(--quiet); }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr));
  gap: .75rem; }
.card { padding: .6rem .75rem; border: 1px solid var(--line); border-radius: 4px;
  background: var(--soft); }
.card p { font-size: .9rem; margin: .35rem 0 .1rem; }
.states { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap;
  gap: .1rem .75rem; font-size: .9rem; }
ul.plain { margin: .3rem 0; padding-inline-start: 1.25rem; }
ul.plain li { margin: .2rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: start; font-weight: 700; padding-block-end: .35rem; }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem .4rem 0;
  border-block-end: 1px solid var(--line); }
thead th { border-block-end-width: 2px; }
tbody th { font-weight: 400; }
td.answered { font-weight: 700; }
summary { cursor: pointer; padding: .35rem 0; min-height: 1.5rem; font-weight: 600; }
details { margin-block-start: .75rem; }
.reasons, .reasons ul { padding-inline-start: 1.1rem; margin: .2rem 0; }
.reasons li { margin: .25rem 0; }
.basis { display: block; font-size: .88rem; color: var(--quiet); }
.objection { list-style: "\2013\00a0"; }
.hash { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .85rem;
  overflow-wrap: anywhere; }
footer {
  margin-block-start: 2.5rem;
  padding-block-start: .75rem;
  border-block-start: 2px solid var(--ink);
}
@media (max-width: 40rem) {
  article { padding: .75rem; }
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-block-end: .4rem; }
  .stack thead { position: absolute; inset-inline-start: -100rem; }
  .stack tr { display: block; padding: .4rem 0; border-block-end: 1px solid var(--line); }
  .stack th, .stack td { display: block; border: 0; padding: .1rem 0; }
  .reasons, .reasons ul { padding-inline-start: .7rem; }
}
@media print {
  :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #666; --quiet: #333; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .skip { display: none; }
  article, .card, tr { break-inside: avoid; }
  article { border-width: 0 0 1px; padding: 0 0 .75rem; border-radius: 0; }
  h2, h3, h4 { break-after: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
}
@media (forced-colors: active) { .card, article { border-color: CanvasText; } }
)css";

}  // namespace comity::documents
