/** Every platform's adapter, by its kind. */
import type { Kind } from '../model/channel.ts';
import type { Adapter } from './adapter.ts';
import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import { webhook } from './webhook.ts';
import { wechat } from './wechat.ts';
import { wecom } from './wecom.ts';

export const adapters: Readonly<Record<Kind, Adapter>> = { wecom, dingtalk, feishu, wechat, webhook };
