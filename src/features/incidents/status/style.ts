/** The public page's own style sheet: it stands alone, so it can't use the application's. */
export const statusCss = `:root{color-scheme:light dark;--ink:#1c2321;--soft:#56625e;--line:#d5dcd8;--paper:#fff;--wash:#f3f6f4;--link:#0b5d8a;--red:#b3261e;--orange:#c45a00;--yellow:#d9a300;--blue:#1d5fa8;--ok:#1f6f43}
@media (prefers-color-scheme:dark){:root{--ink:#e8edea;--soft:#a5b2ad;--line:#37423e;--paper:#141917;--wash:#1c2320;--link:#7fc4ee;--red:#ff8a80;--orange:#ffab70;--yellow:#e3c04b;--blue:#85b8f2;--ok:#6cc795}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:center;border-bottom:1px solid var(--line);padding-top:.5rem;padding-bottom:.5rem}
header a,nav a{display:inline-block;min-height:2.75rem;padding:.5rem .25rem}
a{color:var(--link)}
h1{font-size:1.6rem;line-height:1.3;margin:1.5rem 0 .5rem}
h2{font-size:1.35rem;line-height:1.35;margin:.25rem 0 .5rem}
h3{font-size:1.1rem;margin:1.25rem 0 .25rem}
p{margin:.5rem 0}
.soft{color:var(--soft)}
.incident{border:1px solid var(--line);border-left:.6rem solid var(--soft);background:var(--wash);padding:1rem;margin:1.5rem 0;border-radius:4px}
.red{border-left-color:var(--red)}.orange{border-left-color:var(--orange)}.yellow{border-left-color:var(--yellow)}.blue{border-left-color:var(--blue)}
.exercise{border-style:dashed;border-left-style:solid}
.label{font-weight:700}
.do{border-top:2px solid var(--line);border-bottom:2px solid var(--line);padding:.25rem 0 .5rem;margin:1rem 0}
.do h3{margin-top:.5rem}
.calm{border-left:.6rem solid var(--ok);background:var(--wash);padding:.75rem 1rem;margin:1rem 0;border-radius:4px}
table{border-collapse:collapse;width:100%;margin-bottom:1.25rem}
th,td{text-align:left;font-weight:400;border-bottom:1px solid var(--line);padding:.4rem .5rem .4rem 0;vertical-align:top}
thead th{color:var(--soft)}
ol,ul{padding-left:1.25rem}
ol.updates,ul.plain{list-style:none;padding-left:0}
ol.updates li,ul.plain li{border-bottom:1px solid var(--line);padding:.5rem 0}
footer{color:var(--soft);border-top:1px solid var(--line);margin-top:2rem;padding-top:.75rem;padding-bottom:2rem}
a:focus-visible{outline:3px solid #ffbf47;outline-offset:2px}
@media print{nav,header a{display:none}body{font-size:11pt}.incident{break-inside:avoid-page}}
`;
