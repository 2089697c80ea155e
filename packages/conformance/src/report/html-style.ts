/** The page's own style: no script, no font, no file beside it. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --kept: #1a7f37; --gaps: #9a6700; --broken: #cf222e; --none: #777; }
@media (prefers-color-scheme: dark) { :root { --kept: #4ac26b; --gaps: #d4a72c; --broken: #ff8182; --none: #999; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 80rem; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.25rem; margin-top: 2.5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
thead th { vertical-align: bottom; overflow-wrap: normal; font-size: .85rem; min-width: 4.5rem; }
tbody th { position: sticky; left: 0; background: Canvas; font-weight: normal; min-width: 8.5rem; max-width: 26rem; }
tbody th b { display: block; }
tbody th span { font-size: .8rem; display: block; line-height: 1.3; }
td { white-space: nowrap; font-variant-numeric: tabular-nums; }
.kept { color: var(--kept); } .gaps { color: var(--gaps); } .broken { color: var(--broken); } .not-tried { color: var(--none); }
a.cell { color: inherit; display: inline-block; min-width: 2.75rem; padding: .2rem 0; }
details { border-left: 3px solid var(--line); margin: .4rem 0; padding: 0 0 0 .7rem; }
summary { cursor: pointer; padding: .3rem 0; }
dl { margin: .2rem 0 .8rem; } dt { font-weight: 600; margin-top: .4rem; } dd { margin: 0; }
pre { font-size: .8rem; white-space: pre-wrap; border: 1px solid var(--line); padding: .5rem; }
dd code { font-size: .85rem; white-space: pre-wrap; }
small { color: var(--none); }
:target { outline: 2px solid Highlight; outline-offset: .3rem; }
@media (max-width: 40rem) {
  body { padding: .7rem; }
  th, td { padding: .3rem .4rem; }
  tbody th { min-width: 9.5rem; max-width: 9.5rem; }
  tbody th span { font-size: .72rem; }
}
`;
