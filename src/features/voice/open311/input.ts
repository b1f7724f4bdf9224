/** What clients ask for and post. Fields that tell who somebody is are dropped: they go no further than the look for repeats. */
import { type Point, pointTyped } from '#features/map/feature.ts';
import { localDate } from '#platform/clock.ts';
import { addDays } from '#platform/days.ts';
import { type Refusal, refusal } from './answers.ts';
import { longestDescription, longestSpanDays, mostRequests, type RequestWish } from './model/request.ts';

type Read = (name: string) => string | undefined;

/** Lists are written with commas. An empty parameter is none. */
function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
}

const numberForm = /^[0-9A-HJKMNP-TV-Z]{8}$/;

export function isNumber(text: string): boolean {
  return numberForm.test(text);
}

/** `service_request_id` overrides all others; else the days of the span, the last 90 unless said otherwise. */
export function requestWish(read: Read, now: Date, zone: string): RequestWish | Refusal {
  const numbers = listed(read('service_request_id'));
  if (numbers.length > mostRequests || numbers.some((one) => !isNumber(one)))
    return refusal(400, 'idsWrong', { n: mostRequests });
  const status = read('status') || undefined;
  if (status !== undefined && status !== 'open' && status !== 'closed') return refusal(400, 'statusWrong');
  const start = timeOf(read('start_date'));
  const end = timeOf(read('end_date'));
  if (start === 'wrong' || end === 'wrong') return refusal(400, 'dateWrong');
  const to = end
    ? localDate(end, zone)
    : start
      ? addDays(localDate(start, zone), longestSpanDays)
      : localDate(now, zone);
  const from = start ? localDate(start, zone) : addDays(to, -longestSpanDays);
  if (from < addDays(to, -longestSpanDays)) return refusal(400, 'spanLong', { n: longestSpanDays });
  return { numbers, categories: listed(read('service_code')), status, from, to };
}

function timeOf(text: string | undefined): Date | undefined | 'wrong' {
  if (!text) return undefined;
  // In an address a plus that was not written as %2B has become a blank.
  const whole = text.replace(/ (\d\d:?\d\d)$/, '+$1');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(whole)) return 'wrong';
  const time = new Date(whole);
  return Number.isNaN(time.getTime()) ? 'wrong' : time;
}

export interface PostedRequest {
  service: string;
  text: string;
  point: Point | undefined;
  address: string;
  mayPublish: boolean;
  organisationId: number | null;
}

/** What is not named here (first_name, last_name, email, phone, device_id, account_id, media_url) is left where it came from. */
export function postedRequest(read: Read): PostedRequest | Refusal {
  const of = (name: string) => (read(name) ?? '').trim();
  const service = of('service_code');
  if (service === '') return refusal(400, 'serviceMissing');
  const [lat, long] = [of('lat'), of('long')];
  const point = lat === '' && long === '' ? undefined : pointTyped(`${lat},${long}`);
  if (!point && (lat !== '' || long !== '')) return refusal(400, 'pointWrong');
  const address = of('address_string');
  if (!point && address === '') return refusal(400, 'placeMissing');
  const text = of('description');
  if (text === '') return refusal(400, 'textMissing');
  if (text.length > longestDescription) return refusal(400, 'textLong', { n: longestDescription });
  const publish = of('attribute[may_publish]') || of('attribute[may_publish][]');
  if (!['', 'yes', 'no'].includes(publish)) return refusal(400, 'publishWrong');
  const organisation = of('attribute[organisation]') || of('attribute[organisation][]');
  if (!/^([1-9]\d{0,14})?$/.test(organisation)) return refusal(400, 'organisationUnknown');
  const organisationId = organisation === '' ? null : Number(organisation);
  return { service, text, point, address, mayPublish: publish === 'yes', organisationId };
}
