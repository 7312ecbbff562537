/** How cost grows with the size of an archive, as a picture: both axes by powers of ten. */
import { quantile } from './figures';
import type { Measures } from './measure';

interface Curve {
  name: string;
  value(measures: Measures & { megabytes: number }): number | undefined;
}

interface Panel {
  title: string;
  unit(value: number): string;
  curves: readonly Curve[];
}

const p95 = (times?: readonly number[]): number | undefined => times && quantile(times, 0.95);

const panels: readonly Panel[] = [
  {
    title: 'Time',
    unit: (ms) => (ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`),
    curves: [
      { name: 'first start', value: ({ load }) => load },
      { name: 'second start', value: ({ secondLoad }) => secondLoad },
      { name: 'a changed file is found', value: ({ replace }) => replace && quantile(replace, 0.5) },
      { name: 'related, p95', value: ({ related }) => p95(related) },
      { name: 'keystroke, p95', value: ({ keystroke }) => p95(keystroke) },
    ],
  },
  {
    title: 'Memory',
    unit: (megabytes) => (megabytes >= 1000 ? `${megabytes / 1000} GB` : `${megabytes} MB`),
    curves: [
      { name: 'resident, at most', value: ({ peak }) => peak },
      { name: 'resident, loaded', value: ({ loaded }) => loaded?.resident },
      { name: 'text of the interviews', value: ({ megabytes }) => megabytes },
      { name: 'kept on the disk', value: ({ stored }) => stored },
    ],
  },
];

/** Readable on white and on black. */
const colours = ['#c2571a', '#2f7fd0', '#2e9253', '#a259b5', '#8c8114'];
const ink = '#7a7a7a';
const width = 440;
const height = 340;
const margin = { left: 64, right: 16, top: 36, bottom: 44 };
const legend = 20;

export function growthPicture(measured: readonly (Measures & { megabytes: number })[]): string {
  const total = height + legend * Math.max(...panels.map(({ curves }) => curves.length)) + 8;
  const drawn = panels.map((panel, at) => `<g transform="translate(${at * width} 0)">${draw(panel, measured)}</g>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * panels.length} ${total}" font-family="sans-serif" font-size="12" fill="${ink}" role="img" aria-label="Time and memory by number of interviews, both axes by powers of ten">`,
    '<style>text { fill: #555 } @media (prefers-color-scheme: dark) { text { fill: #bbb } }</style>',
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
}

function draw({ title, unit, curves }: Panel, measured: readonly (Measures & { megabytes: number })[]): string {
  const lines = curves
    .map(({ name, value }) => ({ name, points: pointsOf(measured, value) }))
    .filter(({ points }) => points.length > 0);
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
  const sizes = measured.map(({ interviews }) => interviews);
  const x = scale(Math.min(...sizes), Math.max(...sizes), margin.left, width - margin.right);
  const [low, high] = [floorPower(Math.min(...values)), ceilingPower(Math.max(...values))];
  const y = scale(low, high, height - margin.bottom, margin.top);
  const parts = [
    text(margin.left, 20, `<tspan font-weight="bold">${title}</tspan>`),
    text((margin.left + width - margin.right) / 2, height - 8, 'interviews', 'middle'),
  ];
  for (let power = low; power <= high; power *= 10) {
    const at = y(power);
    parts.push(`<path d="M${margin.left} ${at}H${width - margin.right}" stroke="${ink}" stroke-opacity="0.35"/>`);
    parts.push(text(margin.left - 8, at + 4, unit(power), 'end'));
  }
  for (const size of sizes) parts.push(text(x(size), height - 26, size.toLocaleString('en'), 'middle'));
  lines.forEach(({ name, points }, number) => {
    const colour = colours[number] as string;
    const places = points.map(([size, value]) => [x(size), y(value)] as const);
    const top = height + 6 + legend * number;
    parts.push(`<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const [cx, cy] of places) parts.push(`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`);
    parts.push(`<path d="M${margin.left} ${top}h24" stroke="${colour}" stroke-width="3"/>`);
    parts.push(text(margin.left + 32, top + 4, name));
  });
  return parts.join('\n');
}

function pointsOf(
  measured: readonly (Measures & { megabytes: number })[],
  value: Curve['value'],
): [size: number, value: number][] {
  return measured.flatMap((one): [number, number][] => {
    const y = value(one);
    return y !== undefined && y > 0 ? [[one.interviews, y]] : [];
  });
}

function text(x: number, y: number, words: string, anchor = 'start'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
}

/** From a value to a place, by powers of ten. */
function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = Math.log(high / low) || 1;
  return (value) => Number((from + ((to - from) * Math.log(value / low)) / span).toFixed(1));
}

function floorPower(value: number): number {
  return 10 ** Math.floor(Math.log10(value));
}

function ceilingPower(value: number): number {
  return 10 ** Math.ceil(Math.log10(value));
}
