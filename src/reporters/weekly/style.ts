/**
 * Style of the weekly page: system fonts, colours for both schemes with text of at least 4.5 to 1, one column on a phone,
 * and on paper. Blue is use, amber is what was there and not used, red is what runs hot: told apart without seeing colour
 * by shade and by words.
 */
export const weeklyStyle = `
:root { color-scheme: light dark; --text: #1c2128; --soft: #57606a; --page: #fdfcfa; --card: #ffffff; --line: #d8d4cc;
  --red: #b42318; --amber: #8a5300; --blue: #0b4f9e; --green: #116329;
  --need: #2f6db5; --idle: #f0c987; --band: #d9e2ec; --before: #b9c4d0; --max: #b42318;
  --h0: #eef2f7; --h1: #d3e1f0; --h2: #a3c3e3; --h3: #6a9ccf; --h4: #2f6db5; --h5: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --text: #e8e6e1; --soft: #a9b1ba; --page: #111418; --card: #181c22; --line: #343a42;
  --red: #ff9b8f; --amber: #e8b75a; --blue: #8cc1ff; --green: #6bd68a;
  --need: #5b9be0; --idle: #7a5a1f; --band: #2a3340; --before: #4a5563; --max: #ff9b8f;
  --h0: #1c232c; --h1: #223a55; --h2: #2c557f; --h3: #3f7ab3; --h4: #74aee8; --h5: #f0884a; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .25rem 0; } h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem;
  border-top: 2px solid var(--line); padding-top: .75rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; } p { margin: .35rem 0; max-width: 46rem; }
small, .aside, footer { color: var(--soft); } footer { margin-top: 2.5rem; font-size: .875rem; }
code { font: .9em ui-monospace, monospace; } a { color: var(--blue); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; font-size: .875rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1rem 0; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; }
.figures dt { color: var(--soft); font-size: .875rem; } .figures dd { margin: 0; font-size: 1.6rem; font-weight: 650; line-height: 1.25; }
.figures small { display: block; font-size: .8125rem; font-weight: 400; }
.screen { list-style: none; margin: 0; padding: 0; counter-reset: row; }
.screen > li { background: var(--card); border: 1px solid var(--line); border-left: .35rem solid var(--soft); border-radius: .35rem;
  margin: .4rem 0; padding: .45rem .8rem; display: grid; grid-template-columns: 7rem 9.5rem 1fr; gap: .1rem 1rem; }
.screen .stop { border-left-color: var(--amber); } .screen .event { border-left-color: var(--blue); }
.screen .new, .screen .overdue { border-left-color: var(--red); }
.screen b { font-weight: 650; } .stake { grid-column: 1 / 3; color: var(--soft); font-size: .875rem; }
.stake strong { color: var(--text); font-size: 1.05rem; } .what { grid-column: 3; grid-row: 1 / 3; }
.screen details { grid-column: 3; font-size: .875rem; } summary { cursor: pointer; color: var(--blue); }
pre { margin: .3rem 0; padding: .5rem; border: 1px solid var(--line); border-radius: .25rem; background: var(--page);
  white-space: pre-wrap; font: .8125rem/1.4 ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
  border-bottom: 1px solid var(--line); } th { color: var(--soft); font-weight: 600; } .number { text-align: right; }
th { white-space: nowrap; } td { min-width: 5.5rem; } td:first-child { min-width: 12rem; } td small { display: block; }
.bad { color: var(--red); font-weight: 600; } .warn { color: var(--amber); font-weight: 600; } .good { color: var(--green); font-weight: 600; }
.gap { border-left: .25rem solid var(--amber); padding-left: .75rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem 1.5rem; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; min-width: 0; }
figcaption { font-size: .9rem; } figcaption p { margin: .1rem 0; }
.chart { display: block; width: 100%; max-width: 36rem; height: auto; } .chart text { font-size: 11px; fill: var(--soft); }
.capacity { fill: var(--idle); } .need { fill: var(--need); } .event { fill: var(--band); fill-opacity: .6; stroke: var(--soft); stroke-dasharray: 2 2; } .now { fill: var(--need); } .before { fill: var(--before); }
.grid { stroke: var(--line); stroke-width: 1; fill: none; } .axis { stroke: var(--soft); stroke-width: 1; fill: none; }
.maximum { stroke: var(--max); stroke-width: 1.5; stroke-dasharray: 5 3; fill: none; }
.line { stroke: var(--need); stroke-width: 2; fill: none; vector-effect: non-scaling-stroke; } .over { fill: var(--max); } .under { fill: var(--need); }
.spark { display: block; width: 100%; min-width: 6rem; height: 1.6rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none; font-size: .875rem; }
.legend svg { width: 1.4rem; height: .8rem; vertical-align: -.05rem; margin-right: .35rem; border: 1px solid var(--line); }
.heatmap { display: grid; grid-template-columns: minmax(8rem, 16rem) 1fr 10rem; gap: .15rem .75rem; align-items: center; font-size: .8125rem; margin: 0; }
.heatmap > div { display: contents; } .heatmap dt { min-width: 0; } .heatmap dd { margin: 0; min-width: 0; }
.heat { display: block; width: 100%; height: 1.1rem; border: 1px solid var(--line); } .days { stroke: var(--page); stroke-width: 2; vector-effect: non-scaling-stroke; fill: none; }
.h0 { fill: var(--h0); } .h1 { fill: var(--h1); } .h2 { fill: var(--h2); } .h3 { fill: var(--h3); } .h4 { fill: var(--h4); } .h5 { fill: var(--h5); }
.weekdays { display: grid; grid-template-columns: repeat(7, 1fr); color: var(--soft); }
.paper { display: none; }
@media (max-width: 44rem) {
  body { padding: .75rem; }
  .screen > li { grid-template-columns: 1fr 1fr; } .what, .screen details, .stake { grid-column: 1 / 3; grid-row: auto; }
  table, tbody, tr, td { display: block; } thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } td, td:first-child, .number { min-width: 0; border: 0; padding: .05rem 0; text-align: left; }
  td::before { content: attr(data-label) ": "; color: var(--soft); } td:first-child::before { content: ""; }
  .heatmap { grid-template-columns: 1fr; } .heatmap dd + dd { color: var(--soft); margin-bottom: .4rem; } .weekdays-row dt { display: none; }
}
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --page: #fff; --card: #fff; --line: #bbb; --red: #8c1a10; --amber: #6b4000; --blue: #0b4f9e;
    --green: #0d4d20; --need: #2f6db5; --idle: #f0c987; --band: #d9e2ec; --before: #b9c4d0; --max: #8c1a10;
    --h0: #eef2f7; --h1: #d3e1f0; --h2: #a3c3e3; --h3: #6a9ccf; --h4: #2f6db5; --h5: #c2410c; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .screen details { display: none; } .paper { display: block; }
  figure, .screen > li, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  svg, .figures div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
