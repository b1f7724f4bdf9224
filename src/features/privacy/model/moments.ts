/** Times typed in the district's zone. Pure. */

/** `2026-11-28T09:30` as it stands on a clock of the zone; undefined where it is no time. */
export function momentIn(typed: string, zone: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(typed)) return undefined;
  const asUtc = Date.parse(`${typed}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  let moment = asUtc;
  // Two steps suffice: the first corrects by the zone's offset, the second by a change of clocks in between.
  for (let step = 0; step < 2; step += 1) moment = asUtc - (shownAsUtc(new Date(moment), zone) - moment);
  return new Date(moment);
}

function shownAsUtc(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}
