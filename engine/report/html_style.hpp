// HTML style: the one style sheet of html_document(). Its colours are looked at by a test.
#pragma once

namespace hotward::report {

inline constexpr const char* html_style =
    R"css(*{box-sizing:border-box}
body{margin:0 auto;padding:1rem 1.25rem 3rem;max-width:54rem;color:#1f1f1f;background:#ffffff;
font:1rem/1.5 Arial,"Liberation Sans",Helvetica,sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.45rem;line-height:1.25;margin:2.2rem 0 .6rem;padding-top:.5rem;
border-top:3px solid #12436d}
h3{font-size:1.15rem;line-height:1.3;margin:1.5rem 0 .4rem}
p{margin:.4rem 0;max-width:44rem}
ul{margin:.4rem 0;padding-left:1.3rem}
li{margin:.15rem 0}
a{color:#12436d}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid #1f1f1f;
outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;color:#ffffff;background:#12436d}
.about,.note,figcaption,footer{color:#4d4d4d}
.note,figcaption,footer{font-size:.9rem}
.logo{max-width:12rem;max-height:5rem}
nav ul{columns:2;list-style:none;padding:0}
nav li{margin:0;padding:.15rem 0;break-inside:avoid}
.notice{margin:1rem 0;padding:.6rem 1rem;border-left:6px solid #801650;color:#1f1f1f;
background:#f9f1f5}
.notice p{font-weight:bold}
.facts{display:flex;flex-wrap:wrap;gap:.6rem;margin:.8rem 0}
.facts div{flex:1 1 8.5rem;padding:.5rem .8rem;color:#1f1f1f;background:#f3f5f8;
border-top:3px solid #12436d}
.facts dt{font-size:.9rem}
.facts dd{margin:0}
.facts .value{font-size:1.5rem;font-weight:bold}
figure{margin:1rem 0}
svg{display:block;width:100%;min-width:34rem;height:auto}
.scroll{overflow-x:auto}
details{margin:.5rem 0}
summary{cursor:pointer;color:#12436d;padding:.2rem 0}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;
border-bottom:1px solid #b8b8b8}
thead th{border-bottom:2px solid #1f1f1f;vertical-align:bottom}
tbody th{font-weight:normal}
.n{text-align:right}
td.n{white-space:nowrap}
.code{font-family:"Liberation Mono",Consolas,monospace;font-size:.8rem;overflow-wrap:anywhere}
@page{size:A4;margin:12mm 15mm 15mm;@bottom-right{content:"Page " counter(page) " of "
counter(pages);font:8pt Arial,"Liberation Sans",sans-serif}}
@media print{body{max-width:none;padding:0;font-size:9pt;line-height:1.25}
p{margin:2.5pt 0;max-width:none}figure,details{margin:4pt 0}
h1{font-size:20pt}h2{font-size:14pt;margin-top:12pt}h3{font-size:11pt;margin-top:8pt}
h2,h3,caption,thead{break-after:avoid}
nav,.skip,summary{display:none}
details::details-content{content-visibility:visible;display:block;height:auto}
figure,tr,.facts,.notice{break-inside:avoid}
svg{min-width:0;width:60%;max-height:60mm}
.scroll{overflow:visible}
table{font-size:8pt}th,td{padding:.6pt 6pt .6pt 0}.code{font-size:6pt;white-space:nowrap}
.note,figcaption,footer{font-size:8pt}
.facts{gap:4pt;margin:5pt 0}.facts .value{font-size:13pt}
.facts div{padding:3pt 6pt;flex-basis:5rem}}
)css";

}  // namespace hotward::report
