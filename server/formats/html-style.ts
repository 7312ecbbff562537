/** The style sheet of the HTML export. `--c` is the colour of a tag, set by the classes `t0`, `t1`, … */
export const STYLE = `:root{color-scheme:light dark;--ink:#1d1d1f;--paper:#fdfdfb;--quiet:#62625f;--line:#dcdcd6}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6e3;--paper:#191a1b;--quiet:#a2a29c;--line:#3a3b3c}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 6rem;max-width:46rem;background:var(--paper);color:var(--ink);font:1.05rem/1.95 Charter,Georgia,'Noto Serif',serif}
h1,h2,h3,h4,h5,h6,table,.legend,.contents,.codes,.who,.time,.note,.claims .stance{font-family:system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif}
h1,h2,h3,h4,h5,h6{line-height:1.3;margin:2.2em 0 .6em}
h1{font-size:1.7rem}h2{font-size:1.3rem}h3{font-size:1.12rem}h4,h5,h6{font-size:1rem}
a{color:inherit;text-decoration-color:var(--quiet);text-underline-offset:.2em}
p{margin:.7em 0;overflow-wrap:anywhere}
article+article,.claims{margin-top:5rem;border-top:1px solid var(--line)}
.quiet,.time,.count,.aside,.person{color:var(--quiet)}
.who{font-size:.92em}.time{font-size:.8em;font-variant-numeric:tabular-nums}
.turn{margin-top:1.3em}
.aside{font-size:.9em}
table{border-collapse:collapse;font-size:.85rem;line-height:1.5}
th,td{text-align:start;padding:.2rem .9rem .2rem 0;border-bottom:1px solid var(--line);font-weight:normal}
td:nth-child(n+3),th:nth-child(n+3){text-align:end}
mark{--c:var(--quiet);color:inherit;background:color-mix(in srgb,var(--c) 13%,transparent);border-bottom:2px solid var(--c);-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark.claim{border-bottom-style:dotted}
mark.bare{background:none;border-bottom-style:dashed}
mark:target{outline:2px solid var(--c);outline-offset:1px}
${[0, 1, 2, 3, 4, 5, 6, 7].map((lane) => `.l${lane}{padding-bottom:${lane * 3}px}`).join('')}
.codes{font-size:.68rem;line-height:1;white-space:normal;margin-inline:.25em}
.codes :is(a,span),.legend .tag,.claims .stance{display:inline-block;padding:.2em .45em;margin:0 .1em;border:1px solid var(--line);border-radius:.4em;text-decoration:none;line-height:1.15}
.tag{border-inline-start:.4em solid var(--c)!important}
.states{border-style:solid!important;border-color:var(--quiet)!important}
.supports{border-style:dashed!important;border-color:var(--quiet)!important}
.contradicts{border-style:double!important;border-width:3px!important;border-color:var(--quiet)!important}
.note{font-size:.82rem;line-height:1.5;margin:.3em 0 1em;padding-inline-start:.8em;border-inline-start:2px solid var(--line)}
.note .codes{font-size:.75rem;margin:0}
.legend ul,.claims ul{list-style:none;padding:0}
.legend li{font-size:.85rem;line-height:1.5;margin:.35em 0}
.claims .stance{font-size:.75rem}
.claims li{margin:1em 0;line-height:1.6}
:target{scroll-margin-top:1rem}
@media (min-width:76rem){.legend{position:fixed;inset-block:2rem;inset-inline-end:1rem;inline-size:calc((100vw - 50rem)/2);max-inline-size:18rem;overflow:auto}.legend h2{margin-top:0}}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#555;--line:#ccc}body{max-width:none;padding:0;font-size:10.5pt}mark,.tag{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{text-decoration:none}h1,h2,h3,h4{break-after:avoid}p{orphans:2;widows:2}.note,li,tr{break-inside:avoid}article+article,.claims{break-before:page;border-top:0;margin-top:0}}`;
