/** What a chart shows. */
export interface BarChart {
  readonly title: string;
  readonly bars: readonly {
    readonly title: string;
    /** From 0 to 1. */
    readonly share: number;
    readonly label: string;
  }[];
}

const width = 640;
const rowHeight = 40;
const labelWidth = 230;
const valueWidth = 70;
const top = 48;

/** Bars from left to right as SVG, to be read on light and on dark ground. */
export function barChart({ title, bars }: BarChart): string {
  const height = top + bars.length * rowHeight + 8;
  const room = width - labelWidth - valueWidth;
  const rows = bars.map(({ title: name, share, label }, index) => {
    const y = top + index * rowHeight;
    const length = Math.max(share * room, 1);
    return `  <text x="${labelWidth - 12}" y="${y + 20}" text-anchor="end">${escaped(name)}</text>
  <rect x="${labelWidth}" y="${y + 4}" width="${length.toFixed(1)}" height="24" rx="3"/>
  <text x="${(labelWidth + length + 8).toFixed(1)}" y="${y + 20}">${escaped(label)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
  <style>
    text { font: 14px system-ui, sans-serif; fill: #24292f; }
    rect { fill: #0969da; }
    .title { font-weight: 600; font-size: 16px; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      rect { fill: #4493f8; }
    }
  </style>
  <text class="title" x="12" y="28">${escaped(title)}</text>
${rows.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
