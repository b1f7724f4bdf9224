/** What the weather service sent in the demo's year: the rain of the flood, a storm that passed by, a drill. */
import { seedWarnings } from '#features/incidents/seed-warnings.ts';

type Seeded = Parameters<typeof seedWarnings>[1]['warnings'][number];
type Message = Seeded['message'];

const hourMs = 3_600_000;

interface Brief {
  identifier: string;
  sentAt: Date;
  hours: number;
  event: string;
  severity: Message['infos'][number]['severity'];
  headline: string;
  description: string;
  instruction: string;
  more?: Partial<Message>;
}

const place = '青禾县';

/** Of nobody: its key was thrown away when it was made. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBlzCCAT2gAwIBAgIBATAKBggqhkjOPQQDAjBTMS0wKwYDVQQDDCTnnIHmsJTo
saHlj7DpooTorablj5HluIPvvIjmvJTnpLrvvIkxFTATBgNVBAoMDOecgeawlOix
oeWPsDELMAkGA1UEBhMCQ04wHhcNMjUwMTAxMDAwMDAwWhcNNDUwMTAxMDAwMDAw
WjBTMS0wKwYDVQQDDCTnnIHmsJTosaHlj7DpooTorablj5HluIPvvIjmvJTnpLrv
vIkxFTATBgNVBAoMDOecgeawlOixoeWPsDELMAkGA1UEBhMCQ04wWTATBgcqhkjO
PQIBBggqhkjOPQMBBwNCAAQcdZ3ehfZAqDPLD4BFzbj6nrD5Tcpffgm24RJYZh8Y
orUgZz4xJXFEoF3gBDkh+1f20hRQD2FSGN5Ihl/YpOutowIwADAKBggqhkjOPQQD
AgNIADBFAiEAz8hh0KtiZME+h0ME5v3rkUaOnmLU7uCS6pEDlZnyQwUCIC4sz227
EWLJiHv61aBpDQo6fc4r0F7eDUUAg62N5Sr/
-----END CERTIFICATE-----`;

function messageOf({ identifier, sentAt, hours, event, severity, more, ...texts }: Brief): Message {
  return {
    ...{ identifier, sender: 'weather.example.org', sent: sentAt.toISOString(), status: 'Actual', msgType: 'Alert' },
    ...{ scope: 'Public', source: '', references: [], signed: false },
    infos: [
      {
        ...{ language: 'zh-CN', categories: ['Met'], event, severity, urgency: 'Expected', certainty: 'Likely' },
        ...{ onset: sentAt.toISOString(), expires: new Date(sentAt.getTime() + hours * hourMs).toISOString() },
        ...{ senderName: '省气象台', web: '', contact: '', ...texts },
        areas: [{ text: `${place}、邻县`, polygons: [], circles: [], codes: [] }],
      },
    ],
    ...more,
  };
}

/** `flood`: when the demo's flood was declared. */
export function writeWarnings(
  services: Parameters<typeof seedWarnings>[0],
  { accountId, secondId, flood, now }: { accountId: number; secondId: number; flood: Date; now: Date },
): Promise<void> {
  const before = (from: Date, hours: number) => new Date(from.getTime() - hours * hourMs);
  const rain = before(flood, 1);
  const storm = before(now, 9 * 24);
  const drill = before(now, 30 * 24);
  const forged = before(now, 19 * 24);
  return seedWarnings(services, {
    ...{
      accountId,
      secondId,
      certificate,
      name: '省气象台预警',
      url: 'https://weather.example.org/cap/feed.atom',
      words: ['青禾'],
    },
    since: before(flood, 90 * 24),
    warnings: [
      {
        receivedAt: new Date(rain.getTime() + 3 * 60_000),
        signature: 'verified',
        decision: { minutes: 57, taken: 'the latest flood' },
        message: messageOf({
          ...{ identifier: 'sc-2026-0611', sentAt: rain, hours: 12, event: '暴雨', severity: 'Severe' },
          headline: '省气象台发布暴雨橙色预警',
          description: '预计未来六小时青禾县、邻县降雨量将达五十毫米以上，山洪、中小河流洪水风险高。',
          instruction: '停止户外集体活动，避开河道和低洼地带，检查排水设施。',
        }),
      },
      {
        receivedAt: new Date(drill.getTime() + 2 * 60_000),
        signature: 'verified',
        decision: null,
        message: messageOf({
          ...{ identifier: 'sc-2026-ex-03', sentAt: drill, hours: 2, event: '地质灾害气象风险', severity: 'Severe' },
          headline: '【演练】地质灾害气象风险橙色预警',
          description: '这是全省预警发布演练。',
          instruction: '',
          more: { status: 'Exercise' },
        }),
      },
      {
        receivedAt: new Date(forged.getTime() + 3 * 60_000),
        signature: 'stranger',
        decision: { minutes: 9, dismissed: '签名不符。已致电省气象台值班室：不是该台发布，已转告其技术部门。' },
        message: messageOf({
          ...{ identifier: 'sc-2026-1029-x', sentAt: forged, hours: 6, event: '暴雨', severity: 'Extreme' },
          headline: '暴雨红色预警：全县学校立即停课',
          description: '全县学校立即停课，学生自行回家。',
          instruction: '请立即转发。',
          more: { signed: true },
        }),
      },
      {
        receivedAt: new Date(storm.getTime() + 4 * 60_000),
        signature: 'none',
        decision: { minutes: 25, dismissed: '风力主要影响高海拔乡镇，本县学校均不在其中；已电话提醒寄宿制学校。' },
        message: messageOf({
          ...{ identifier: 'sc-2026-1108', sentAt: storm, hours: 24, event: '大风', severity: 'Moderate' },
          headline: '省气象台发布大风黄色预警',
          description: '预计未来二十四小时青禾县、邻县海拔三千米以上地区阵风可达九级。',
          instruction: '加固围板、棚架、广告牌等搭建物，减少户外活动。',
        }),
      },
    ],
  });
}
