/** Style of the HTML page; system fonts and colours for both schemes, with contrast of at least 4.5 to 1. */
export const htmlStyle = `
:root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --red: #b3121d; --amber: #855000; --blue: #0550ae; --green: #116329; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9da7b1; --page: #0d1117; --card: #161b22;
  --line: #30363d; --red: #ff8a80; --amber: #e3b341; --blue: #79c0ff; --green: #56d364; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, .alert, article { border-left: 4px solid var(--line); background: var(--card); padding: .5rem 1rem; margin: .75rem 0; }
header.clean { border-color: var(--green); } header.findings { border-color: var(--red); }
header.incomplete, .alert { border-color: var(--amber); }
h1 { font-size: 1.5rem; margin: .25rem 0; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: .25rem 0; } h3 small { font-weight: 400; } p { margin: .25rem 0; }
small, .aside, footer { color: var(--soft); } a { color: var(--blue); }
details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; }
code { font: .875em ui-monospace, monospace; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid var(--line); background: var(--page); white-space: pre; }
.severity, .new { font-weight: 600; } .critical, .high { color: var(--red); } .medium { color: var(--amber); }
.low, .info { color: var(--blue); }
.mark { font-weight: 600; } .bad { color: var(--red); } .warn { color: var(--amber); } .good { color: var(--green); }
.lead { font-weight: 600; }
.counts span { display: inline-block; border: 1px solid; border-radius: 1rem; padding: 0 .75rem; margin: .125rem .25rem .125rem 0; }
.undo { border: 0; padding: 0; color: var(--soft); }
ul { padding-left: 1.25rem; } footer { margin-top: 2rem; font-size: .875rem; }
`;
